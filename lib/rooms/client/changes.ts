/** Edits, deletions and pins of mine that the room has not confirmed. They leave this list by its word or by mine. */
import type { ClientId } from "../../platform/ids";
import type { MessageView } from "../protocol";
import { PASSING, type Rejection, RETRY_MS, whyOf } from "./pending";
import type { PendingChange, RoomView } from "./room-view";

/** A change as it is wished, before anything was sent. */
export type ChangeWish = Pick<PendingChange, "clientId" | "kind" | "target" | "at"> &
  Partial<Pick<PendingChange, "body" | "version" | "on">>;

/** Shown at once. A wish that failed about the same message gives way to the new one of its kind. */
export function addChange(view: RoomView, wish: ChangeWish): RoomView {
  const change: PendingChange = {
    body: "",
    version: 0,
    on: false,
    ...wish,
    state: "queued",
    code: null,
    outdated: false,
    retryAt: null,
    seq: null,
  };
  const others = view.pendingChanges.filter(
    ({ target, kind, state }) => target !== wish.target || kind !== wish.kind || state !== "failed",
  );
  return { ...view, pendingChanges: [...others, change] };
}

export function updateChange(view: RoomView, clientId: ClientId, part: Partial<PendingChange>): RoomView {
  const pendingChanges = view.pendingChanges.map((one) => (one.clientId === clientId ? { ...one, ...part } : one));
  return { ...view, pendingChanges };
}

export function dropChange(view: RoomView, clientId: ClientId): RoomView {
  return { ...view, pendingChanges: view.pendingChanges.filter((one) => one.clientId !== clientId) };
}

/** The room has it as `seq`. My later edits of the same message began from this one. */
export function settleChange(view: RoomView, clientId: ClientId, seq: number): RoomView {
  const settled = view.pendingChanges.find((one) => one.clientId === clientId);
  if (!settled) return view;
  const pendingChanges = view.pendingChanges.flatMap((one): PendingChange[] => {
    if (one === settled) return seq <= view.streamedTo ? [] : [{ ...one, seq, code: null, retryAt: null }];
    const follows = one.target === settled.target && one.kind === "edit" && one.state !== "failed";
    return [follows ? { ...one, version: Math.max(one.version, seq) } : one];
  });
  return { ...view, pendingChanges };
}

/** Refused: for now, or for good. What I wrote stays, with the reason, until I try again or drop it. */
export function rejectChange(view: RoomView, rejection: Rejection, nowMs: number): RoomView {
  const { clientId, code, param, retryAfterMs } = rejection;
  const change = view.pendingChanges.find((one) => one.clientId === clientId);
  if (!change || change.seq !== null) return view;
  if (PASSING.includes(code))
    return updateChange(view, clientId, { state: "waiting", code, retryAt: nowMs + (retryAfterMs ?? RETRY_MS) });
  // Somebody else deleted it first: the wish came true.
  if (change.kind === "delete" && code === "not_found") return dropChange(view, clientId);
  const outdated = code === "conflict" && param === "version";
  return updateChange(view, clientId, { state: "failed", code, why: whyOf(rejection), outdated, retryAt: null });
}

/** Once more. An outdated edit now counts as made on what is shown, since its writer has seen that. */
export function retryChange(view: RoomView, clientId: ClientId): RoomView {
  const change = view.pendingChanges.find((one) => one.clientId === clientId);
  if (change?.state !== "failed") return view;
  const version = Math.max(change.version, messageAt(view, change.target)?.version ?? 0);
  return updateChange(view, clientId, { state: "queued", code: null, outdated: false, retryAt: null, version });
}

/** The connection is gone: what was on its way is unknown, and sent again under the same id. */
export function requeueChanges(view: RoomView): RoomView {
  if (!view.pendingChanges.some(({ state, seq }) => state === "sending" && seq === null)) return view;
  const pendingChanges = view.pendingChanges.map((one) =>
    one.state === "sending" && one.seq === null ? { ...one, state: "queued" as const } : one,
  );
  return { ...view, pendingChanges };
}

/** What to send now: of each message the first wish in line; and when to look again, if something waits. */
export function changesToSend(view: RoomView, nowMs: number): { send: PendingChange[]; waitMs: number | null } {
  const send: PendingChange[] = [];
  const busy = new Set<number>();
  let waitMs: number | null = null;
  for (const change of view.pendingChanges) {
    if (change.seq !== null || change.state === "failed" || busy.has(change.target)) continue;
    busy.add(change.target);
    const wait = change.state === "waiting" ? Math.max(0, (change.retryAt ?? 0) - nowMs) : 0;
    if (wait > 0) waitMs = Math.min(waitMs ?? wait, wait);
    else if (change.state !== "sending") send.push(change);
  }
  return { send, waitMs };
}

/** A message wherever this view holds it: in the room or in an open thread. */
export function messageAt(view: RoomView, seq: number): MessageView | undefined {
  const held = view.messages.get(seq);
  if (held) return held;
  for (const { root, replies } of view.threads.values()) {
    if (root?.seq === seq) return root;
    const reply = replies.find((one) => one.seq === seq);
    if (reply) return reply;
  }
  return undefined;
}
