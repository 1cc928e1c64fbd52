/**
 * The room and inbox wire protocol, version 1: every frame, close code and limit.
 * Documented for strangers in docs/reference/room-protocol.md.
 *
 * In: one JSON object a frame, parsed here and nowhere else. Out: one JSON ARRAY of frames a WebSocket message.
 * A new optional field or a new event type is fine (clients ignore what they do not know);
 * a changed meaning is a new version.
 */
import * as z from "zod/mini";
import type { MessageNotice } from "../notify/core/decide";
import type { NotifySettings } from "../notify/core/settings";
import type { ClientId, PersonId, RoomId } from "../platform/ids";

export const PROTOCOL_VERSION = 1;
/** First entry of Sec-WebSocket-Protocol; the second is `ticket.<jwt>`. */
export const SUBPROTOCOL = "parlor.v1";

/** Liveness: this bare text (not JSON) is answered with that one by the platform, without waking the room. */
export const PING = "ping";
export const PONG = "pong";

export const LIMITS = {
  /** Characters (code points) of a message. */
  bodyCharsMax: 4_000,
  /** Bytes of an incoming frame; a larger one closes the socket with `frameTooBig`. */
  frameBytesMax: 65_536,
  /** Code points of an emoji reaction, and kinds of emoji on one message. */
  emojiCharsMax: 16,
  emojiKindsMax: 50,
  roomNameCharsMax: 80,
  topicCharsMax: 250,
  /** Events replayed on resume; beyond that the newest page and an explicit gap. */
  replayEventsMax: 500,
  pageSize: 50,
  /** Flow control: above either, the room stops sending to that socket and says `lagging`. */
  unackedEventsMax: 256,
  unackedBytesMax: 1_048_576,
  /** Clients acknowledge at least every so many events or milliseconds. */
  ackEveryEvents: 128,
  ackEveryMs: 5_000,
  /** Typing: at most one frame per this time, forgotten after the other. Off above `typingViewersMax`. */
  typingEveryMs: 3_000,
  typingExpiresMs: 6_000,
  typingViewersMax: 200,
  unreadMax: 100,
  ticketSeconds: 60,
  cursorsMembersMax: 50,
  /** Sends per person and room: sustained per 10 s, and burst (tunable by ROOM_LIMITS). */
  sendsPer10s: 10,
  sendsBurst: 20,
} as const;

/** Close codes below 4500 mean: do not reconnect with the same ticket and no change. */
export const CLOSE = {
  /** Not a valid frame sequence, over and over. */
  badFrames: 4400,
  unauthenticated: 4401,
  /** Removed from the room or tenant, or never in it. */
  notMember: 4403,
  frameTooBig: 4413,
  protocolTooOld: 4426,
  /** Signed out, or this session was revoked. */
  sessionEnded: 4440,
  restart: 4503,
} as const;

// ---------------------------------------------------------------- client -> room

const clientId = z.uuid();
const seq = z.int().check(z.nonnegative());

export const roomFrame = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("message.send"),
    clientId,
    body: z.string().check(z.minLength(1), z.maxLength(LIMITS.bodyCharsMax * 2)),
    /** Root message's seq when this is a reply in a thread. */
    thread: z.optional(z.nullable(seq)),
  }),
  z.object({
    type: z.literal("reaction.set"),
    clientId,
    target: seq,
    emoji: z.string().check(z.minLength(1), z.maxLength(64)),
    on: z.boolean(),
  }),
  z.object({ type: z.literal("read.set"), upTo: seq }),
  z.object({ type: z.literal("typing.set"), on: z.boolean() }),
  z.object({ type: z.literal("ack"), seq }),
  z.object({ type: z.literal("resume"), epoch: z.nullable(z.string()), since: seq }),
]);
export type RoomFrame = z.infer<typeof roomFrame>;

// ---------------------------------------------------------------- the log

export type RoomKind = "dm" | "group" | "channel";
export type RoomVisibility = "public" | "private";
export type RoomRole = "owner" | "member";

export interface RoomMeta {
  roomId: RoomId;
  kind: RoomKind;
  visibility: RoomVisibility;
  /** Empty for direct messages and unnamed groups: clients name them by their members. */
  name: string;
  topic: string;
  createdBy: PersonId;
  createdAt: number;
  archivedAt: number | null;
}

interface LogBase {
  /** Dense per room from 1: the order, the cursor and the identity of an event. */
  seq: number;
  /** Unix milliseconds; display only. */
  at: number;
  author: PersonId;
  clientId: ClientId;
}

/** Everything that changes a room, in the one log. Identity-independent: the same bytes for every member. */
export type RoomEvent =
  | (LogBase & { type: "room.created"; meta: RoomMeta })
  | (LogBase & { type: "room.renamed"; name: string })
  | (LogBase & { type: "room.topic"; topic: string })
  | (LogBase & { type: "room.archived"; archived: boolean })
  | (LogBase & { type: "member.joined"; person: PersonId; role: RoomRole })
  | (LogBase & { type: "member.left"; person: PersonId })
  | (LogBase & { type: "member.role"; person: PersonId; role: RoomRole })
  | (LogBase & { type: "message.created"; body: string; thread: number | null; editedAt?: number; source?: string })
  | (LogBase & { type: "message.edited"; target: number; body: string })
  | (LogBase & { type: "message.deleted"; target: number })
  | (LogBase & { type: "reaction.set"; target: number; emoji: string; on: boolean });
export type RoomEventType = RoomEvent["type"];

// ---------------------------------------------------------------- room -> client

/** A message as it stands after every event up to some seq. */
export interface MessageView {
  seq: number;
  at: number;
  author: PersonId;
  clientId: ClientId;
  body: string;
  thread: number | null;
  editedAt: number | null;
  deletedAt: number | null;
  /** emoji -> people who reacted, in the order they did. */
  reactions: Record<string, PersonId[]>;
  /** seq of the last event folded in; an event with a lower or equal seq is already here. */
  version: number;
}

/**
 * Messages and notices of the log range [from, to], folded up to `asOf`.
 * Every seq of the range is covered: what is not listed is not shown (a reaction, an edit).
 * `notices` are the visible non-message events (joins, renames) of the range.
 */
export interface HistoryPage {
  from: number;
  to: number;
  asOf: number;
  messages: MessageView[];
  notices: RoomEvent[];
  /** True when nothing older / newer exists. */
  atStart: boolean;
  atEnd: boolean;
}

export interface RoomMember {
  person: PersonId;
  role: RoomRole;
}

export interface ReadCursor {
  person: PersonId;
  /** Every event up to and including this seq is read. */
  upTo: number;
}

export type RoomServerFrame =
  | {
      type: "welcome";
      v: typeof PROTOCOL_VERSION;
      /** Changes only when the log was restored from a backup: drop everything and start fresh. */
      epoch: string;
      head: number;
      you: { person: PersonId; role: RoomRole };
      meta: RoomMeta;
      members: RoomMember[];
      /** Your own cursor first; the others' only in rooms of up to `cursorsMembersMax`. */
      cursors: ReadCursor[];
      unread: number;
      /** How what you missed is given: `events` follow as frames; or `page` is the newest, and [gap.from, gap.to] is unknown to you. */
      catchUp:
        | { kind: "fresh"; page: HistoryPage }
        | { kind: "events"; count: number }
        | { kind: "gap"; gap: { from: number; to: number }; page: HistoryPage };
    }
  | RoomEvent
  | { type: "ack"; clientId: ClientId; seq: number; at: number }
  | {
      type: "rejected";
      clientId: ClientId | null;
      code: "invalid_request" | "rate_limited" | "not_found" | "forbidden" | "conflict" | "unavailable" | "internal";
      message: string;
      /** The field of the frame at fault. */
      param?: string;
      retryAfterMs?: number;
    }
  | { type: "typing"; person: PersonId; on: boolean }
  | { type: "cursor"; person: PersonId; upTo: number }
  /** You are too far behind: nothing more is sent until you `resume`. */
  | { type: "lagging"; head: number };

// ---------------------------------------------------------------- inbox

export const PRESENCE_STATES = ["online", "away", "dnd", "offline"] as const;
export type PresenceState = (typeof PRESENCE_STATES)[number];

export interface PresenceView {
  person: PersonId;
  state: PresenceState;
  /** Custom status; empty when none. */
  statusText: string;
  statusEmoji: string;
  /** Unix ms of the last moment online; null while online or when hidden. */
  lastSeen: number | null;
}

export const inboxFrame = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("presence.set"),
    /** What the person chose. `auto` follows activity; `invisible` shows offline to others. */
    mode: z.optional(z.enum(["auto", "away", "dnd", "invisible"])),
    statusText: z.optional(z.string().check(z.maxLength(100))),
    statusEmoji: z.optional(z.string().check(z.maxLength(64))),
  }),
  /** This device went idle or came back. */
  z.object({ type: z.literal("activity.set"), active: z.boolean() }),
  /** Whether somebody sits at this page now, and whether it may show notifications. */
  z.object({ type: z.literal("device.set"), focused: z.boolean(), desktop: z.boolean() }),
  /** Whose presence this device shows now; replaces the earlier list. */
  z.object({ type: z.literal("presence.watch"), people: z.array(z.uuid()).check(z.maxLength(500)) }),
]);
export type InboxFrame = z.infer<typeof inboxFrame>;

/** A room in the sidebar. Absolute values with the room's own version, so that any order of arrival is right. */
export interface InboxRoom extends RoomMeta {
  head: number;
  /** Messages after my cursor that are not mine and not deleted, capped at `unreadMax`. */
  unread: number;
  cursor: number;
  lastMessageAt: number | null;
  /** For dm and group: everyone in it, me included (at most 20 listed). */
  people: PersonId[];
  /** Grows with every change of this entry: room head plus cursor moves. */
  version: number;
}

export type InboxServerFrame =
  | {
      type: "inbox.welcome";
      v: typeof PROTOCOL_VERSION;
      you: PersonId;
      rooms: InboxRoom[];
      presence: PresenceView;
      mode: string;
    }
  | { type: "room.upsert"; room: InboxRoom }
  | { type: "room.gone"; roomId: RoomId }
  | { type: "presence"; people: PresenceView[] }
  /** Show this now. Every tab of the chosen browser hears it; one of them shows it. */
  | { type: "notify"; notice: MessageNotice; sound: boolean }
  /** My notification settings changed, here or on another device. Also follows the welcome. */
  | { type: "notify.settings"; settings: NotifySettings }
  | { type: "rejected"; clientId: null; code: "invalid_request"; message: string; param?: string };

// ---------------------------------------------------------------- parsing

export type Parsed<T> =
  | { ok: true; value: T }
  | { ok: false; param?: string; message: string; clientId: ClientId | null };

/** Parses one incoming frame. Never throws; a refusal names the field. */
export function parseFrame<T>(schema: z.ZodMiniType<T>, text: string): Parsed<T> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { ok: false, message: "The frame is not JSON.", clientId: null };
  }
  const result = z.safeParse(schema, raw);
  if (result.success) return { ok: true, value: result.data };
  const issue = result.error.issues[0];
  const param = issue?.path.join(".");
  return {
    ok: false,
    message: param ? `The field "${param}" is missing or not valid.` : "The frame has no known type.",
    clientId: readClientId(raw),
    ...(param ? { param } : {}),
  };
}

function readClientId(raw: unknown): ClientId | null {
  if (typeof raw !== "object" || raw === null || !("clientId" in raw)) return null;
  return typeof raw.clientId === "string" && raw.clientId.length <= 36 ? (raw.clientId as ClientId) : null;
}
