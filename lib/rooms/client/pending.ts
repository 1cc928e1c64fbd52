/** What I wrote and the log does not show me yet. Nothing leaves this list but by the room's own word or by mine. */
import type { ClientId } from "../../platform/ids";
import type { PendingReaction, PendingSend, RejectCode, RoomView } from "./room-view";
import { segmentAt } from "./segments";

/** Refusals that pass by themselves: the message stays in line and is tried again. */
export const PASSING: readonly RejectCode[] = ["rate_limited", "unavailable", "internal"];
export const RETRY_MS = 3_000;

/** A new message in line. */
export function addPending(
  view: RoomView,
  send: Pick<PendingSend, "clientId" | "body" | "at"> & Partial<Pick<PendingSend, "thread" | "alsoInRoom" | "files">>,
): RoomView {
  if (view.pending.some(({ clientId }) => clientId === send.clientId)) return view;
  const place = { thread: null, alsoInRoom: false, files: [] };
  const pending: PendingSend = { ...place, ...send, state: "queued", code: null, retryAt: null, seq: null };
  return { ...view, pending: [...view.pending, pending] };
}

/** Changes one waiting message. */
export function updatePending(view: RoomView, clientId: ClientId, part: Partial<PendingSend>): RoomView {
  return {
    ...view,
    pending: view.pending.map((send) => (send.clientId === clientId ? { ...send, ...part } : send)),
  };
}

/** Forgets a message that was never accepted. */
export function removePending(view: RoomView, clientId: ClientId): RoomView {
  return { ...view, pending: view.pending.filter((send) => send.clientId !== clientId) };
}

/** A reaction shown at once; a second wish about the same emoji replaces the first. */
export function addPendingReaction(view: RoomView, wish: Omit<PendingReaction, "seq">): RoomView {
  const reaction: PendingReaction = { ...wish, seq: null };
  const others = view.pendingReactions.filter(
    ({ target, emoji }) => target !== reaction.target || emoji !== reaction.emoji,
  );
  return { ...view, pendingReactions: [...others, reaction] };
}

/** The room has it as `seq`: by acknowledgement, or by the event itself. */
export function settlePending(view: RoomView, clientId: ClientId, seq: number): RoomView {
  const send = view.pending.find((one) => one.clientId === clientId);
  const reaction = view.pendingReactions.find((one) => one.clientId === clientId);
  if (reaction) return { ...view, pendingReactions: settleReaction(view, reaction, seq) };
  if (!send) return view;
  const shown = segmentAt(view.segments, seq)?.stale === false;
  const pending = shown
    ? view.pending.filter((one) => one.clientId !== clientId)
    : view.pending.map((one) =>
        one.clientId === clientId ? { ...one, state: "sent" as const, seq, code: null, retryAt: null } : one,
      );
  return { ...view, pending };
}

function settleReaction(view: RoomView, reaction: PendingReaction, seq: number): PendingReaction[] {
  const others = view.pendingReactions.filter((one) => one !== reaction);
  return seq <= view.streamedTo ? others : [...others, { ...reaction, seq }];
}

/** A refusal, as the room said it. */
export interface Rejection {
  clientId: ClientId;
  code: RejectCode;
  message: string;
  param?: string;
  retryAfterMs?: number;
}

/** The room's own words about a text that may not be written. */
export function whyOf({ code, param, message }: Rejection): string | undefined {
  return code === "forbidden" && param === "body" ? message : undefined;
}

/** The room refused it: for now (tried again at a known time) or for good (stays, with the reason). */
export function rejectPending(view: RoomView, rejection: Rejection, nowMs: number): RoomView {
  const { clientId, code, retryAfterMs } = rejection;
  const next = { ...view, pendingReactions: view.pendingReactions.filter((one) => one.clientId !== clientId) };
  const send = view.pending.find((one) => one.clientId === clientId);
  if (!send || send.state === "sent") return next;
  return updatePending(
    next,
    clientId,
    PASSING.includes(code)
      ? { state: "waiting", code, retryAt: nowMs + (retryAfterMs ?? RETRY_MS) }
      : { state: "failed", code, why: whyOf(rejection), retryAt: null },
  );
}

/** The connection is gone: what was on its way is unknown, and sent again under the same id. */
export function requeuePending(view: RoomView): RoomView {
  if (!view.pending.some(({ state }) => state === "sending")) return view;
  return {
    ...view,
    pending: view.pending.map((send) => (send.state === "sending" ? { ...send, state: "queued" as const } : send)),
  };
}

/**
 * What to send now: the first in line, and nothing while one is on its way or waiting, so that the room receives my
 * messages in the order I wrote them. Failed ones do not hold up the others.
 */
export function nextToSend(view: RoomView, nowMs: number): { send: PendingSend } | { waitMs: number } | null {
  const first = view.pending.find(({ state }) => state !== "failed" && state !== "sent");
  if (!first || first.state === "sending") return null;
  if (first.state === "waiting" && first.retryAt !== null && first.retryAt > nowMs) {
    return { waitMs: first.retryAt - nowMs };
  }
  return { send: first };
}
