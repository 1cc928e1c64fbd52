/**
 * The store of one room: the view, what part of it is shown, and what a reader can do. It opens no socket; it receives
 * `send` and is told what arrives. All rules are in the pure functions it calls.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { UploadedFile } from "../../files/protocol";
import type { ClientId, PersonId, RoomId } from "../../platform/ids";
import {
  LIMITS,
  type HistoryPage,
  type MessageView,
  type RoomFrame,
  type RoomMeta,
  type RoomServerFrame,
  type ThreadPage,
} from "../protocol";
import { ApiError, type PageQuery } from "./api";
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
import type { ConnectionState } from "./connection";
import type { OutboxStore, UnsentMessage } from "./outbox-store";
import { addPending, addPendingReaction, nextToSend, removePending, requeuePending, updatePending } from "./pending";
import { expireTyping, readTo, reduceRoom, unreadFrom } from "./reduce-room";
import { applyPage } from "./room-pages";
import {
  emptyRoomView,
  liveSegment,
  myCursor,
  type LoadState,
  type PendingChange,
  type RejectCode,
  type RoomView,
} from "./room-view";
import { segmentAt, type Segment } from "./segments";
import { createThreadActions, type ThreadActions } from "./thread-actions";
import { createTimers } from "./timers";

export interface RoomState {
  view: RoomView;
  connection: ConnectionState;
  /** A seq the shown stretch holds; null: follow the stream. */
  anchor: number | null;
  /** What was read when the reader came; the unread line stands after it. Null: none. */
  readUpTo: number | null;
  older: LoadState;
  newer: LoadState;
  jumping: LoadState;
  /** The row to bring into view and mark; `nonce` makes the same wish twice two wishes. */
  target: { seq: number; mark: boolean; nonce: number } | null;
  /** A jump led to a reply: its thread should be shown. `nonce` makes the same wish twice two wishes. */
  opened: { root: number; reply: number; nonce: number } | null;
  /** The last refusal that belongs to no message or change of mine. */
  refusal: { code: RejectCode; nonce: number } | null;
}

export interface RoomActions extends ThreadActions {
  receive(frames: readonly RoomServerFrame[]): void;
  connectionChanged(connection: ConnectionState): void;
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
  /** Does nothing after `markUnread` until the reader left and came again, or jumped to the latest. */
  markRead(upTo: number): void;
  markUnread(from: number): void;
  /** The reader looks at the room now; `away` when the window loses focus. */
  enter(): void;
  away(): void;
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /** A reply that is not shown in the room opens its thread: see `RoomState.opened`. */
  jumpTo(seq: number, mark?: boolean): Promise<void>;
  jumpToDate(atMs: number): Promise<void>;
  jumpToLatest(): void;
  dispose(): void;
}

export type RoomStore = StoreApi<RoomState> & { actions: RoomActions };

export interface RoomStoreDeps {
  room: RoomId;
  me: PersonId;
  meta: RoomMeta | null;
  /** The newest page as the server rendered it, so that nothing has to be waited for. */
  firstPage?: HistoryPage | null;
  outbox: OutboxStore;
  /** False: not connected. Nothing is kept; the store sends again when told it is live. */
  send(frame: RoomFrame): boolean;
  /** Null: the newest page. */
  loadPage(query: PageQuery | null): Promise<HistoryPage>;
  loadThread(root: number, before: number | null): Promise<ThreadPage>;
  loadMessage(seq: number): Promise<MessageView>;
  now(): number;
  newClientId(): ClientId;
}

/** An event that overtook others waits so long for them before the room is asked. */
const REORDER_MS = 1_000;
/** Unanswered for so long on a live connection: sent again, under the same id. */
const UNANSWERED_MS = 15_000;
const READ_EVERY_MS = 300;
/** The socket brings the newest page along; only when it takes this long is the page asked for by itself. */
const NEWEST_AFTER_MS = 1_000;

/** Makes the store of one room. */
export function createRoomStore(deps: RoomStoreDeps): RoomStore {
  const { me, room, outbox, now } = deps;
  let first = emptyRoomView(me, deps.meta);
  if (deps.firstPage) first = applyPage(first, deps.firstPage).view;
  for (const unsent of outbox.list(room)) first = addPending(first, unsent);

  const store = createStore<RoomState>(() => ({
    view: first,
    connection: { kind: "connecting" },
    anchor: null,
    readUpTo: null,
    older: "idle",
    newer: "idle",
    jumping: "idle",
    target: null,
    opened: null,
    refusal: null,
  }));
  const { getState, setState } = store;
  const timers = createTimers();
  let nonce = 0;
  let entered = false;
  let acked = 0;
  let typingSentAt = 0;
  /** Marked unread here or on another device: reading on must not undo it before the reader comes anew. */
  let held = false;
  /** The "mark unread" the room has not confirmed. */
  let unreadWish: number | null = null;
  let readingNewest = false;

  const live = () => getState().connection.kind === "live";

  /** Every change of the view goes through here, and what follows from it happens here. */
  const change = (next: RoomView) => {
    const before = getState().view;
    if (next === before) return;
    setState({ view: next });
    for (const { clientId, state } of before.pending) {
      const after = next.pending.find((send) => send.clientId === clientId);
      if (!after || (after.state === "sent" && state !== "sent")) outbox.remove(room, clientId);
    }
    follow(next);
  };

  const follow = (view: RoomView) => {
    if (view.typing.size > 0) timers.once("typing", 1_000, () => change(expireTyping(getState().view, now())));
    if (live()) {
      ack(view);
      if (view.lagging) timers.once("resume", 0, resume);
      else if (view.ahead.size > 0) timers.once("resume", REORDER_MS, resume);
    }
    reloadStale();
    threads.reloadStale();
    pump();
    pumpChanges();
  };

  const ack = (view: RoomView) => {
    if (view.streamedTo - acked >= LIMITS.ackEveryEvents) sendAck();
    else if (view.streamedTo > acked) timers.once("ack", LIMITS.ackEveryMs, sendAck);
  };
  const sendAck = () => {
    const { streamedTo } = getState().view;
    if (streamedTo > acked && deps.send({ type: "ack", seq: streamedTo })) acked = streamedTo;
  };
  const resume = () => {
    const { view } = getState();
    if (!live() || (!view.lagging && view.ahead.size === 0)) return;
    sendAck();
    deps.send({ type: "resume", epoch: view.epoch, since: view.streamedTo });
  };

  /** Sends the next message in line, when there is one and the way is open. */
  const pump = () => {
    if (!live()) return;
    const next = nextToSend(getState().view, now());
    if (!next) return;
    if ("waitMs" in next) return timers.once("pump", next.waitMs + 10, pump);
    const { clientId, body, thread, alsoInRoom, files } = next.send;
    const place = thread === null ? {} : { thread, ...(alsoInRoom ? { alsoInRoom } : {}) };
    const attached = files.length > 0 ? { files: files.map(({ token }) => token) } : {};
    if (!deps.send({ type: "message.send", clientId, body, ...place, ...attached })) return;
    timers.again("unanswered", UNANSWERED_MS, () => change(requeuePending(getState().view)));
    change(updatePending(getState().view, clientId, { state: "sending" }));
  };

  /** Sends what I changed and the room has not been told: of each message one change at a time. */
  const pumpChanges = () => {
    if (!live()) return;
    const { send, waitMs } = changesToSend(getState().view, now());
    if (waitMs !== null) timers.once("changes", waitMs + 10, pumpChanges);
    if (send.length === 0) return;
    let next = getState().view;
    for (const wish of send) {
      if (deps.send(frameOf(wish))) next = updateChange(next, wish.clientId, { state: "sending" });
    }
    timers.again("unanswered-changes", UNANSWERED_MS, () => change(requeueChanges(getState().view)));
    change(next);
  };
  const post = (message: Pick<UnsentMessage, "body" | "thread" | "alsoInRoom" | "files">) => {
    const send = { ...message, clientId: deps.newClientId(), at: now() };
    outbox.add(room, send);
    typingSentAt = 0;
    change(addPending(getState().view, send));
  };
  const wish = (one: Omit<ChangeWish, "clientId" | "at">) =>
    change(addChange(getState().view, { ...one, clientId: deps.newClientId(), at: now() }));

  const sendRead = () => {
    const { view } = getState();
    const version = view.cursorVersions.get(me);
    deps.send({ type: "read.set", upTo: myCursor(view), ...(version === undefined ? {} : { version }) });
  };
  const sendCursor = () => {
    if (unreadWish !== null) deps.send({ type: "unread.set", from: unreadWish + 1 });
    else if (getState().view.confirmed.wish > 0) sendRead();
  };

  /** The reader looks at a stretch that a gap made untrue: it is read again around the same place. */
  const reloadStale = () => {
    const { anchor, view, jumping } = getState();
    if (anchor === null || jumping === "loading") return;
    if (segmentAt(view.segments, anchor)?.stale) void actions.jumpTo(anchor, false);
  };

  const load = async (query: PageQuery): Promise<HistoryPage> => {
    for (let attempt = 0; ; attempt++) {
      const page = await deps.loadPage(query);
      const { view, accepted } = applyPage(getState().view, page);
      if (accepted) change(view);
      if (accepted || attempt === 2) return page;
    }
  };
  /** What was said does not wait for a socket: while there is none and nothing is shown, the newest page comes over HTTP. */
  const readNewest = async () => {
    if (readingNewest || liveSegment(getState().view)) return;
    readingNewest = true;
    try {
      const page = await deps.loadPage(null);
      const { view } = getState();
      if (!liveSegment(view)) change(applyPage(view, page).view);
    } catch (error) {
      // No way there either: the next attempt of the socket brings the next of these.
      goneIfMissing(error);
    } finally {
      readingNewest = false;
    }
  };
  const edge = async (which: "older" | "newer", query: (shown: Segment) => PageQuery | null) => {
    const shown = shownSegment(getState());
    const wanted = shown && query(shown);
    if (!wanted || getState()[which] === "loading") return;
    setState({ [which]: "loading" });
    try {
      await load(wanted);
      setState({ [which]: "idle" });
    } catch (error) {
      setState({ [which]: "failed" });
      goneIfMissing(error);
    }
  };
  const goneIfMissing = (error: unknown) => {
    if (error instanceof ApiError && error.code === "not_found") change({ ...getState().view, gone: true });
  };
  const show = (seq: number, mark: boolean) => {
    const { view } = getState();
    const onLive = liveSegment(view) === segmentAt(view.segments, seq);
    setState({ jumping: "idle", anchor: onLive ? null : seq, target: { seq, mark, nonce: ++nonce } });
  };
  /** A seq of the log that the room does not show may be a reply: then its thread shows it. */
  const showReply = async (seq: number): Promise<boolean> => {
    const { view } = getState();
    if (view.messages.has(seq) || view.notices.has(seq)) return false;
    const message = messageAt(view, seq) ?? (await deps.loadMessage(seq).catch(nullIfMissing));
    if (!message || message.thread === null) return false;
    setState({ opened: { root: message.thread, reply: seq, nonce: ++nonce } });
    await actions.jumpTo(message.thread, false);
    return true;
  };

  const threads = createThreadActions({
    view: () => getState().view,
    change: (view) => change(view),
    send: (frame) => live() && deps.send(frame),
    loadThread: deps.loadThread,
    later: timers.once,
  });

  const actions: RoomActions = {
    receive(frames) {
      const before = getState().view;
      const refused = frames.find((frame) => refusesNoMessage(frame, before));
      const next = reduceRoom(before, frames, now());
      if (next.confirmed.upTo < before.confirmed.upTo) {
        held = true;
        if (unreadWish !== null && next.confirmed.upTo <= unreadWish) unreadWish = null;
      }
      threads.heard(frames);
      change(next);
      if (refused?.type === "rejected") setState({ refusal: { code: refused.code, nonce: ++nonce } });
      if (!entered || getState().readUpTo !== null) return;
      if (frames.some(({ type }) => type === "welcome") && before.epoch === null)
        setState({ readUpTo: readBefore(getState().view) });
    },
    connectionChanged(connection) {
      setState({ connection });
      if (connection.kind !== "live") {
        timers.stop("unanswered");
        timers.stop("unanswered-changes");
        change(expireTyping(requeueChanges(requeuePending(getState().view)), Infinity));
        if (connection.kind === "ended" && connection.reason === "gone") change({ ...getState().view, gone: true });
        if (connection.kind === "connecting") timers.once("newest", NEWEST_AFTER_MS, () => void readNewest());
        else if (connection.kind === "waiting") void readNewest();
        return;
      }
      timers.stop("newest");
      acked = 0;
      const { view } = getState();
      sendCursor();
      threads.live();
      for (const { clientId, target, emoji, on, seq } of view.pendingReactions) {
        if (seq === null) deps.send({ type: "reaction.set", clientId, target, emoji, on });
      }
      follow(view);
    },
    ...threads.actions,
    write(body, files = []) {
      setState({ anchor: null });
      post({ body, ...attached(files) });
    },
    reply(root, body, { alsoInRoom = false, files = [] } = {}) {
      post({ body, thread: root, alsoInRoom, ...attached(files) });
    },
    edit(target, body, version) {
      const base = version ?? messageAt(getState().view, target)?.version ?? 0;
      wish({ kind: "edit", target, body, version: base });
    },
    remove: (target) => wish({ kind: "delete", target }),
    pin: (target, on) => wish({ kind: "pin", target, on }),
    retryChange: (clientId) => change(retryChange(getState().view, clientId)),
    dropChange: (clientId) => change(dropChange(getState().view, clientId)),
    retry(clientId) {
      change(updatePending(getState().view, clientId, { state: "queued", code: null, retryAt: null }));
    },
    discard(clientId) {
      change(removePending(getState().view, clientId));
    },
    react(target, emoji) {
      const { view } = getState();
      const wished = view.pendingReactions.find((wish) => wish.target === target && wish.emoji === emoji);
      const on = !(wished?.on ?? view.messages.get(target)?.reactions[emoji]?.includes(me) ?? false);
      const wish = { clientId: deps.newClientId(), target, emoji, on };
      change(addPendingReaction(view, wish));
      if (live()) deps.send({ type: "reaction.set", ...wish });
    },
    removePreviews: (seq) => live() && deps.send({ type: "preview.remove", clientId: deps.newClientId(), target: seq }),
    typing(on) {
      if (!live() || (on && now() - typingSentAt < LIMITS.typingEveryMs) || (!on && typingSentAt === 0)) return;
      typingSentAt = on ? now() : 0;
      deps.send({ type: "typing.set", on });
    },
    markRead(upTo) {
      const { view } = getState();
      if (held || upTo <= myCursor(view)) return;
      unreadWish = null;
      change(readTo(view, upTo));
      timers.once("read", READ_EVERY_MS, sendRead);
    },
    markUnread(from) {
      const upTo = Math.max(0, from - 1);
      held = true;
      timers.stop("read");
      setState({ readUpTo: upTo });
      if (upTo >= myCursor(getState().view)) return;
      unreadWish = upTo;
      change(unreadFrom(getState().view, upTo));
      if (live()) sendCursor();
    },
    enter() {
      if (!entered) held = false;
      entered = true;
      const { view, readUpTo } = getState();
      const unread = readBefore(view);
      // A line that something stands under stays until the reader leaves.
      if (readUpTo === null || !hasNews(view, readUpTo)) setState({ readUpTo: unread });
    },
    away() {
      entered = false;
      const { view } = getState();
      if (readBefore(view) === null && view.epoch !== null)
        setState({ readUpTo: Math.max(myCursor(view), view.newsAfter) });
    },
    loadOlder: () => edge("older", ({ from }) => (from > 1 ? { before: from } : null)),
    loadNewer: () => edge("newer", ({ to }) => (shownIsLive(getState()) ? null : { after: to })),
    async jumpTo(seq, mark = true) {
      const known = segmentAt(getState().view.segments, seq)?.stale === false;
      if (known && getState().view.messages.has(seq)) return show(seq, mark);
      setState({ jumping: "loading" });
      try {
        if (!known) await load({ around: seq });
        if (await showReply(seq)) return;
        if (segmentAt(getState().view.segments, seq)) show(seq, mark);
        else setState({ jumping: "failed", anchor: null });
      } catch (error) {
        setState({ jumping: "failed" });
        goneIfMissing(error);
      }
    },
    async jumpToDate(atMs) {
      setState({ jumping: "loading" });
      try {
        const page = await load({ at: new Date(atMs).toISOString() });
        const found = page.messages.find(({ at }) => at >= atMs) ?? page.messages.at(-1);
        if (found) show(found.seq, true);
        else setState({ jumping: "idle" });
      } catch (error) {
        setState({ jumping: "failed" });
        goneIfMissing(error);
      }
    },
    jumpToLatest() {
      held = false;
      setState({ anchor: null, jumping: "idle", target: null });
    },
    dispose: () => timers.stopAll(),
  };
  return Object.assign(store, { actions });
}

function frameOf({ clientId, kind, target, body, version, on }: PendingChange): RoomFrame {
  if (kind === "edit") return { type: "message.edit", clientId, target, body, version };
  return kind === "pin" ? { type: "message.pin", clientId, target, on } : { type: "message.delete", clientId, target };
}

function nullIfMissing(error: unknown): null {
  if (error instanceof ApiError && error.code === "not_found") return null;
  throw error;
}

/** The stretch the reader sees; null while nothing is loaded. */
export function shownSegment({ view, anchor }: Pick<RoomState, "view" | "anchor">): Segment | null {
  return (anchor === null ? null : segmentAt(view.segments, anchor)) ?? liveSegment(view);
}

/** True when the shown stretch follows the stream. */
export function shownIsLive(state: Pick<RoomState, "view" | "anchor">): boolean {
  return shownSegment(state) === liveSegment(state.view);
}

/** Up to where I have read, when news by others lies after it; else null. */
function readBefore(view: RoomView): number | null {
  const upTo = Math.max(myCursor(view), view.newsAfter);
  return view.cursors.has(view.me) && hasNews(view, upTo) ? upTo : null;
}

function hasNews(view: RoomView, upTo: number): boolean {
  for (const { seq, author, deletedAt } of view.messages.values()) {
    if (seq > upTo && author !== view.me && deletedAt === null) return true;
  }
  return false;
}

function refusesNoMessage(frame: RoomServerFrame, view: RoomView): boolean {
  if (frame.type !== "rejected") return false;
  return ![...view.pending, ...view.pendingChanges].some(({ clientId }) => clientId === frame.clientId);
}

function attached(files: readonly UploadedFile[]): { files?: UploadedFile[] } {
  return files.length > 0 ? { files: [...files] } : {};
}
