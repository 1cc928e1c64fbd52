/** An open thread of a room's view: folded from pages and from the room's stream, in any order. */
import { changedBy, foldChange, foldEvent } from "../core/fold";
import type { MessageView, RoomEvent, ThreadPage, ThreadReading } from "../protocol";
import type { RoomView, ThreadView } from "./room-view";

export function emptyThread(seq: number): ThreadView {
  return {
    seq,
    root: null,
    replies: [],
    from: Infinity,
    atStart: false,
    load: "idle",
    older: "idle",
    missing: false,
    following: null,
    upTo: 0,
    readUpTo: null,
    version: -1,
    stale: false,
    buffer: [],
    bufferedFrom: Infinity,
  };
}

/** A page is asked for: from here on the thread keeps what the stream brings, to bring that page up to date. */
export function beginLoad(view: RoomView, seq: number, which: "load" | "older"): RoomView {
  return updateThread(view, seq, { [which]: "loading", buffer: [], bufferedFrom: view.streamedTo });
}

/** Changes an open thread; one that was closed meanwhile stays closed. */
export function updateThread(view: RoomView, seq: number, part: Partial<ThreadView>): RoomView {
  const thread = view.threads.get(seq);
  return thread ? { ...view, threads: new Map(view.threads).set(seq, { ...thread, ...part }) } : view;
}

export function withoutThread(view: RoomView, seq: number): RoomView {
  const threads = new Map(view.threads);
  return threads.delete(seq) ? { ...view, threads } : view;
}

/** The next event of the stream, in every open thread it is about. */
export function foldThreads(view: RoomView, event: RoomEvent): RoomView {
  if (view.threads.size === 0 || (event.type !== "message.created" && changedBy(event).length === 0)) return view;
  let threads: Map<number, ThreadView> | null = null;
  for (const [seq, thread] of view.threads) {
    const next = foldInto(thread, [event]);
    const loading = thread.load === "loading" || thread.older === "loading";
    if (next === thread && !loading) continue;
    threads ??= new Map(view.threads);
    threads.set(seq, loading ? { ...next, buffer: [...next.buffer, event] } : next);
  }
  return threads ? { ...view, threads } : view;
}

/** The stream had a gap: what is shown stays until it was read again. */
export function staleThreads(view: RoomView): RoomView {
  if (view.threads.size === 0) return view;
  return { ...view, threads: new Map([...view.threads].map(([seq, one]) => [seq, { ...one, stale: true }])) };
}

/**
 * Adds a page: the newest one replaces what is held, an older one is put before it. A page from before what is still
 * known of the stream can not be brought up to date and must be asked for again.
 */
export function applyThreadPage(view: RoomView, page: ThreadPage): { view: RoomView; accepted: boolean } {
  const thread = view.threads.get(page.root.seq);
  if (!thread) return { view, accepted: true };
  if (page.asOf < Math.max(view.bufferedFrom, thread.bufferedFrom)) return { view, accepted: false };
  const older = !page.atEnd && page.to + 1 === thread.from && !thread.stale;
  if (!older && !page.atEnd) return { view, accepted: true };
  const held = older ? thread.replies : [];
  const joined: ThreadView = {
    ...thread,
    // A first message that missed part of the stream may have a higher version than the page's, and still be wrong.
    root: thread.stale ? page.root : newer(thread.root, page.root),
    replies: [...page.messages, ...held],
    from: page.from,
    atStart: page.atStart,
    stale: older ? thread.stale : false,
    missing: false,
  };
  const current = { ...foldInto(joined, thread.buffer), buffer: [], bufferedFrom: view.streamedTo };
  const known = withReading(current, page.reading);
  const readUpTo = thread.root === null ? unreadLine(known, view) : thread.readUpTo;
  const mine = new Set(page.messages.filter(({ author }) => author === view.me).map(({ clientId }) => clientId));
  return {
    accepted: true,
    view: {
      ...view,
      threads: new Map(view.threads).set(thread.seq, { ...known, readUpTo }),
      pending: view.pending.filter(({ clientId }) => !mine.has(clientId)),
    },
  };
}

/** Where I stand in a thread, as the room says; a late word never undoes a newer one. */
export function takeReading(view: RoomView, reading: ThreadReading): RoomView {
  const thread = view.threads.get(reading.root);
  if (!thread || reading.version < thread.version) return view;
  return { ...view, threads: new Map(view.threads).set(thread.seq, withReading(thread, reading)) };
}

function withReading(thread: ThreadView, { following, upTo, version }: ThreadReading): ThreadView {
  if (version < thread.version) return thread;
  return { ...thread, following, upTo: Math.max(thread.upTo, upTo), version };
}

function unreadLine({ replies, following, upTo }: ThreadView, { me }: RoomView): number | null {
  const unread = replies.some(({ seq, author, deletedAt }) => seq > upTo && author !== me && deletedAt === null);
  return following && unread ? upTo : null;
}

function newer(held: MessageView | null, read: MessageView): MessageView {
  return held && held.version > read.version ? held : read;
}

function foldInto(thread: ThreadView, events: readonly RoomEvent[]): ThreadView {
  if (thread.root === null) return thread;
  const messages = new Map([thread.root, ...thread.replies].map((view) => [view.seq, view]));
  let touched = false;
  for (const event of events) {
    const reply = event.type === "message.created" && event.thread === thread.seq;
    if (!reply && !changedBy(event).some((seq) => messages.has(seq))) continue;
    // A reply from before what is held belongs to a page that is not here yet.
    if (reply && event.seq >= thread.from) foldEvent(messages, event);
    else foldChange(messages, event);
    touched = true;
  }
  if (!touched) return thread;
  const root = messages.get(thread.seq) ?? thread.root;
  messages.delete(thread.seq);
  return { ...thread, root, replies: [...messages.values()].toSorted((a, b) => a.seq - b.seq) };
}
