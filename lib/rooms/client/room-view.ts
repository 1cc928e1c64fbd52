/**
 * What one browser knows of one room: a value, changed only by the pure functions of reduce-room.ts, room-fold.ts,
 * read-cursors.ts, room-pages.ts and pending.ts. The log is the truth; this is a set of proven stretches of it plus what waits to be sent.
 */
import type { UploadedFile } from "../../files/protocol";
import type { ClientId, PersonId } from "../../platform/ids";
import type { MessageView, RoomEvent, RoomMember, RoomMeta, RoomRole, RoomServerFrame } from "../protocol";
import { segmentAt, type Segment } from "./segments";

export type RejectCode = Extract<RoomServerFrame, { type: "rejected" }>["code"];

export type LoadState = "idle" | "loading" | "failed";

/** Changes of a message that is already in the log; a reply changes its thread's first message. */
export type ChangeEvent = Extract<RoomEvent, { target: number } | { type: "message.created" }>;

/** A message of mine that the log does not show me yet. */
export interface PendingSend {
  clientId: ClientId;
  body: string;
  /** Root's seq, when it is a reply. */
  thread: number | null;
  alsoInRoom: boolean;
  /** Uploaded files that go along. */
  files: readonly UploadedFile[];
  /** When it was written, Unix ms. */
  at: number;
  /** queued: not tried on this connection. sending: on its way. waiting: tried, tried again at `retryAt`. sent: acknowledged as `seq`. */
  state: "queued" | "sending" | "waiting" | "sent" | "failed";
  code: RejectCode | null;
  /** The room's own words, where what was written is at fault and not who wrote it. */
  why?: string | undefined;
  retryAt: number | null;
  seq: number | null;
}

/** A reaction of mine that is shown before the room has confirmed it. */
export interface PendingReaction {
  clientId: ClientId;
  target: number;
  emoji: string;
  on: boolean;
  /** Set by the acknowledgement; shown from here until the event itself is in the view. */
  seq: number | null;
}

/**
 * An edit, a deletion or a pin of mine that the room has not confirmed. Shown as wished while it is on its way; once
 * `failed` the message is shown as it is, and this keeps what I wrote until I try again or drop it.
 */
export interface PendingChange {
  clientId: ClientId;
  kind: "edit" | "delete" | "pin";
  target: number;
  /** The new text of an edit; empty otherwise. */
  body: string;
  /** What the writer of an edit saw: `MessageView.version`. 0 otherwise. */
  version: number;
  /** Of a pin: on or off. */
  on: boolean;
  /** When it was wished, Unix ms. */
  at: number;
  state: "queued" | "sending" | "waiting" | "failed";
  /** Why it failed. With `outdated` the message was changed meanwhile (on another device of mine). */
  code: RejectCode | null;
  /** The room's own words, where the new text is at fault. */
  why?: string | undefined;
  outdated: boolean;
  retryAt: number | null;
  /** Set by the acknowledgement; shown from here until the event itself is in the view. */
  seq: number | null;
}

/** An open thread: its first message, and its replies without a hole from `from` to where the stream is. */
export interface ThreadView {
  seq: number;
  root: MessageView | null;
  /** Oldest first. */
  replies: readonly MessageView[];
  from: number;
  atStart: boolean;
  load: LoadState;
  older: LoadState;
  /** There is no such thread, or the room is no longer mine to read. */
  missing: boolean;
  /** Null until known. */
  following: boolean | null;
  /** My cursor in the thread: replies up to it are read. */
  upTo: number;
  /** What was read when the thread was opened: the unread line stands after it. Null: none. */
  readUpTo: number | null;
  version: number;
  /** The stream had a gap: what is here must be read again. */
  stale: boolean;
  /** What the stream brought since `bufferedFrom`, while a page is on its way. */
  buffer: readonly RoomEvent[];
  bufferedFrom: number;
}

export interface RoomView {
  me: PersonId;
  epoch: string | null;
  /** Newest seq the room is known to have. */
  head: number;
  /** The stream's position: every event in (bufferedFrom, streamedTo] was seen. */
  streamedTo: number;
  bufferedFrom: number;
  /** Seen changes of messages, by target: they make a page right that was read earlier or is loaded later. */
  changes: ReadonlyMap<number, readonly ChangeEvent[]>;
  changeCount: number;
  /** Events that overtook others; used once what lies between has come. */
  ahead: ReadonlyMap<number, RoomEvent>;
  /** The room stopped sending until we resume. */
  lagging: boolean;
  segments: readonly Segment[];
  messages: ReadonlyMap<number, MessageView>;
  notices: ReadonlyMap<number, RoomEvent>;
  meta: RoomMeta | null;
  members: readonly RoomMember[];
  role: RoomRole | null;
  /** Up to here nothing is news to me, read or not: what was imported, and what I wrote. Set by each welcome. */
  newsAfter: number;
  /** Read cursors by person, mine included. Mine is what I have read here, confirmed or not. */
  cursors: ReadonlyMap<PersonId, number>;
  cursorVersions: ReadonlyMap<PersonId, number>;
  /** My cursor as the room last confirmed it, and how far I read since: 0 when it knows all. */
  confirmed: { upTo: number; wish: number };
  /** Who writes, and until when that is believed. */
  typing: ReadonlyMap<PersonId, number>;
  pending: readonly PendingSend[];
  pendingReactions: readonly PendingReaction[];
  pendingChanges: readonly PendingChange[];
  /** The open threads, by their first message. */
  threads: ReadonlyMap<number, ThreadView>;
  /** I am no longer a member. */
  gone: boolean;
}

/** A view that knows nothing yet. */
export function emptyRoomView(me: PersonId, meta: RoomMeta | null = null): RoomView {
  return {
    me,
    epoch: null,
    head: 0,
    streamedTo: 0,
    bufferedFrom: 0,
    changes: new Map(),
    changeCount: 0,
    ahead: new Map(),
    lagging: false,
    segments: [],
    messages: new Map(),
    notices: new Map(),
    meta,
    members: [],
    role: null,
    newsAfter: 0,
    cursors: new Map(),
    cursorVersions: new Map(),
    confirmed: { upTo: 0, wish: 0 },
    typing: new Map(),
    pending: [],
    pendingReactions: [],
    pendingChanges: [],
    threads: new Map(),
    gone: false,
  };
}

/** The stretch that ends where the stream is: what a reader at the bottom sees. Null until something is loaded. */
export function liveSegment(view: RoomView): Segment | null {
  if (view.streamedTo === 0) return null;
  return segmentAt(view.segments, view.streamedTo);
}

/** True only when nothing the room is known to have is missing between the live stretch and the head. */
export function isInSync(view: RoomView): boolean {
  const live = liveSegment(view);
  return (
    view.epoch !== null &&
    !view.lagging &&
    view.ahead.size === 0 &&
    view.streamedTo >= view.head &&
    live !== null &&
    !live.stale
  );
}

/** My read cursor: every event up to it is read. */
export function myCursor(view: RoomView): number {
  return view.cursors.get(view.me) ?? 0;
}
