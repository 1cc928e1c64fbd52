/**
 * What one browser knows of one room: a value, changed only by the pure functions of reduce-room.ts, room-pages.ts and
 * pending.ts. The log is the truth; this is a set of proven stretches of it plus what waits to be sent.
 */
import type { UploadedFile } from "../../files/protocol";
import type { ClientId, PersonId } from "../../platform/ids";
import type { MessageView, RoomEvent, RoomMember, RoomMeta, RoomRole, RoomServerFrame } from "../protocol";
import { segmentAt, type Segment } from "./segments";

export type RejectCode = Extract<RoomServerFrame, { type: "rejected" }>["code"];

/** Changes of a message that is already in the log. */
export type TargetEvent = Extract<RoomEvent, { target: number }>;

/** A message of mine that the log does not show me yet. */
export interface PendingSend {
  clientId: ClientId;
  body: string;
  /** Uploaded files that go along. */
  files: readonly UploadedFile[];
  /** When it was written, Unix ms. */
  at: number;
  /** queued: not tried on this connection. sending: on its way. waiting: tried, tried again at `retryAt`. sent: acknowledged as `seq`. */
  state: "queued" | "sending" | "waiting" | "sent" | "failed";
  code: RejectCode | null;
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

export interface RoomView {
  me: PersonId;
  epoch: string | null;
  /** Newest seq the room is known to have. */
  head: number;
  /** The stream's position: every event in (bufferedFrom, streamedTo] was seen. */
  streamedTo: number;
  bufferedFrom: number;
  /** Seen changes of messages, by target: they make a page right that was read earlier or is loaded later. */
  changes: ReadonlyMap<number, readonly TargetEvent[]>;
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
  /** Read cursors by person, mine included. */
  cursors: ReadonlyMap<PersonId, number>;
  /** Who writes, and until when that is believed. */
  typing: ReadonlyMap<PersonId, number>;
  pending: readonly PendingSend[];
  pendingReactions: readonly PendingReaction[];
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
    typing: new Map(),
    pending: [],
    pendingReactions: [],
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
