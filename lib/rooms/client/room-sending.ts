/** What a reader writes and changes: kept until the room has answered, sent in order. Part of the room's store. */
import type { UploadedFile } from "../../files/protocol";
import type { ClientId } from "../../platform/ids";
import { LIMITS, type RoomFrame } from "../protocol";
import {
  addChange,
  changesToSend,
  type ChangeWish,
  dropChange,
  messageAt,
  requeueChanges,
  retryChange,
  updateChange,
} from "./changes";
import type { UnsentMessage } from "./outbox-store";
import { addPending, addPendingReaction, nextToSend, removePending, requeuePending, updatePending } from "./pending";
import type { RoomCore } from "./room-state";
import type { PendingChange, RoomView } from "./room-view";

export interface SendingActions {
  /** With files the body may be empty. */
  write(body: string, files?: readonly UploadedFile[]): void;
  /** A reply in a thread. */
  reply(root: number, body: string, options?: { alsoInRoom?: boolean; files?: readonly UploadedFile[] }): void;
  /** @param version of the message the writer began from; the one shown now when left out. */
  edit(seq: number, body: string, version?: number): void;
  remove(seq: number): void;
  pin(seq: number, on: boolean): void;
  /** A failed change again; an outdated edit then replaces the newer text, which the writer has seen by now. */
  retryChange(clientId: ClientId): void;
  dropChange(clientId: ClientId): void;
  retry(clientId: ClientId): void;
  discard(clientId: ClientId): void;
  react(seq: number, emoji: string): void;
  /** Takes the link previews off a message of mine. False: not connected, nothing happened. */
  removePreviews(seq: number): boolean;
  typing(on: boolean): void;
}

/** Unanswered for so long on a live connection: sent again, under the same id. */
const UNANSWERED_MS = 15_000;

/** The actions, and what the store tells them. */
export function createSending(core: RoomCore): {
  actions: SendingActions;
  /** Sends what is next in line, when the way is open. */
  pump(): void;
  /** The connection is live again. */
  live(): void;
  /** It is not: what was on its way waits again. */
  cut(view: RoomView): RoomView;
} {
  const { timers, get, set, change, now } = core;
  let typingSentAt = 0;

  const pumpSends = () => {
    if (!core.live()) return;
    const next = nextToSend(get().view, now());
    if (!next) return;
    if ("waitMs" in next) return timers.once("pump", next.waitMs + 10, pumpSends);
    const { clientId, body, thread, alsoInRoom, files } = next.send;
    const place = thread === null ? {} : { thread, ...(alsoInRoom ? { alsoInRoom } : {}) };
    const tokens = files.length > 0 ? { files: files.map(({ token }) => token) } : {};
    if (!core.send({ type: "message.send", clientId, body, ...place, ...tokens })) return;
    timers.again("unanswered", UNANSWERED_MS, () => change(requeuePending(get().view)));
    change(updatePending(get().view, clientId, { state: "sending" }));
  };
  /** Of each message one change at a time. */
  const pumpChanges = () => {
    if (!core.live()) return;
    const { send, waitMs } = changesToSend(get().view, now());
    if (waitMs !== null) timers.once("changes", waitMs + 10, pumpChanges);
    if (send.length === 0) return;
    let next = get().view;
    for (const wish of send) {
      if (core.send(frameOf(wish))) next = updateChange(next, wish.clientId, { state: "sending" });
    }
    timers.again("unanswered-changes", UNANSWERED_MS, () => change(requeueChanges(get().view)));
    change(next);
  };
  const post = (message: Pick<UnsentMessage, "body" | "thread" | "alsoInRoom" | "files">) => {
    const send = { ...message, clientId: core.newClientId(), at: now() };
    core.outbox.add(core.room, send);
    typingSentAt = 0;
    change(addPending(get().view, send));
  };
  const wish = (one: Omit<ChangeWish, "clientId" | "at">) =>
    change(addChange(get().view, { ...one, clientId: core.newClientId(), at: now() }));

  const actions: SendingActions = {
    write(body, files = []) {
      set({ anchor: null });
      post({ body, ...attached(files) });
    },
    reply(root, body, { alsoInRoom = false, files = [] } = {}) {
      post({ body, thread: root, alsoInRoom, ...attached(files) });
    },
    edit(target, body, version) {
      const base = version ?? messageAt(get().view, target)?.version ?? 0;
      wish({ kind: "edit", target, body, version: base });
    },
    remove: (target) => wish({ kind: "delete", target }),
    pin: (target, on) => wish({ kind: "pin", target, on }),
    retryChange: (clientId) => change(retryChange(get().view, clientId)),
    dropChange: (clientId) => change(dropChange(get().view, clientId)),
    retry(clientId) {
      change(updatePending(get().view, clientId, { state: "queued", code: null, retryAt: null }));
    },
    discard(clientId) {
      change(removePending(get().view, clientId));
    },
    react(target, emoji) {
      const { view } = get();
      const wished = view.pendingReactions.find((one) => one.target === target && one.emoji === emoji);
      const on = !(wished?.on ?? view.messages.get(target)?.reactions[emoji]?.includes(core.me) ?? false);
      const reaction = { clientId: core.newClientId(), target, emoji, on };
      change(addPendingReaction(view, reaction));
      if (core.live()) core.send({ type: "reaction.set", ...reaction });
    },
    removePreviews: (seq) =>
      core.live() && core.send({ type: "preview.remove", clientId: core.newClientId(), target: seq }),
    typing(on) {
      if (!core.live() || (on && now() - typingSentAt < LIMITS.typingEveryMs) || (!on && typingSentAt === 0)) return;
      typingSentAt = on ? now() : 0;
      core.send({ type: "typing.set", on });
    },
  };
  return {
    actions,
    pump() {
      pumpSends();
      pumpChanges();
    },
    live() {
      for (const { clientId, target, emoji, on, seq } of get().view.pendingReactions) {
        if (seq === null) core.send({ type: "reaction.set", clientId, target, emoji, on });
      }
    },
    cut(view) {
      timers.stop("unanswered");
      timers.stop("unanswered-changes");
      return requeueChanges(requeuePending(view));
    },
  };
}

function frameOf({ clientId, kind, target, body, version, on }: PendingChange): RoomFrame {
  if (kind === "edit") return { type: "message.edit", clientId, target, body, version };
  return kind === "pin" ? { type: "message.pin", clientId, target, on } : { type: "message.delete", clientId, target };
}

function attached(files: readonly UploadedFile[]): { files?: UploadedFile[] } {
  return files.length > 0 ? { files: [...files] } : {};
}
