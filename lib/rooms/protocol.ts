/**
 * The room and inbox wire protocol, version 1: every frame, close code and limit.
 * Documented for strangers in docs/reference/room-protocol.md.
 *
 * In: one JSON object a frame, parsed here and nowhere else. Out: one JSON ARRAY of frames a WebSocket message.
 * A new optional field or a new event type is fine (clients ignore what they do not know);
 * a changed meaning is a new version.
 */
import * as z from "zod/mini";
import { LATER_LIMITS, type LaterItem, type LaterKind } from "../later/protocol";
import type { MessageNotice } from "../notify/core/decide";
import type { NotifySettings } from "../notify/core/settings";
import type { ClientId, GroupId, PersonId, RoomId } from "../platform/ids";

export const PROTOCOL_VERSION = 1;
/** First entry of Sec-WebSocket-Protocol; the second is `ticket.<jwt>`. */
export const SUBPROTOCOL = "parlor.v1";

/** Liveness: this bare text (not JSON) is answered with that one by the platform, without waking the room. */
export const PING = "ping";
export const PONG = "pong";

export const LIMITS = {
  /** Characters (code points) of a message. */
  bodyCharsMax: 4_000,
  /** Files of one message, and characters of the token that stands for an uploaded one. */
  filesMax: 10,
  fileTokenCharsMax: 2_048,
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
  /** Pinned messages of one room. */
  pinsMax: 100,
  /** Members above which only owners and admins may mention everybody (`<!room>`, `<!here>`). */
  mentionAllMembersMax: 100,
  /** People of one mentioned group (`<@&id>`) in the room above which the same right is needed, and groups of one message. */
  mentionGroupPeopleMax: 50,
  groupsMax: 10,
  /** People named in the summary of a thread. */
  replyPeopleMax: 5,
  /** Rooms of one `rooms.read`. */
  roomsReadMax: 500,
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
  /** The tenant is suspended. */
  suspended: 4423,
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
    /** May be empty when files go along. */
    body: z.string().check(z.maxLength(LIMITS.bodyCharsMax * 2)),
    /** Root message's seq when this is a reply in a thread. */
    thread: z.optional(z.nullable(seq)),
    /** With `thread`: the reply is shown in the room as well. */
    alsoInRoom: z.optional(z.boolean()),
    /** Tokens of finished uploads, in the order shown. */
    files: z.optional(
      z.array(z.string().check(z.maxLength(LIMITS.fileTokenCharsMax))).check(z.maxLength(LIMITS.filesMax)),
    ),
  }),
  z.object({
    type: z.literal("message.edit"),
    clientId,
    target: seq,
    body: z.string().check(z.minLength(1), z.maxLength(LIMITS.bodyCharsMax * 2)),
    /** `MessageView.version` of what the writer saw: an edit of something newer is refused as `conflict`. */
    version: seq,
  }),
  z.object({ type: z.literal("message.delete"), clientId, target: seq }),
  z.object({ type: z.literal("message.pin"), clientId, target: seq, on: z.boolean() }),
  z.object({
    type: z.literal("reaction.set"),
    clientId,
    target: seq,
    emoji: z.string().check(z.minLength(1), z.maxLength(64)),
    on: z.boolean(),
  }),
  /** Takes the link previews off a message of one's own, for good. */
  z.object({ type: z.literal("preview.remove"), clientId, target: seq }),
  z.object({
    type: z.literal("read.set"),
    upTo: seq,
    /** Version of my cursor as this device knows it: a move from before a later "mark unread" counts for nothing. */
    version: z.optional(seq),
  }),
  /** Mark unread: my cursor goes back to `from` - 1. */
  z.object({ type: z.literal("unread.set"), from: seq.check(z.minimum(1)) }),
  z.object({ type: z.literal("thread.follow"), root: seq, on: z.boolean() }),
  z.object({ type: z.literal("thread.read"), root: seq, upTo: seq }),
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

/** What a page that a message links to says of itself. Words of a stranger: shown as text, never more. */
export interface LinkPreview {
  /** The link as it stands in the message. */
  url: string;
  title: string;
  description: string;
  /** What the site calls itself; may be empty, and may be a lie. */
  site: string;
  image?: string | null;
}

interface LogBase {
  /** Dense per room from 1: the order, the cursor and the identity of an event. */
  seq: number;
  /** Unix milliseconds; display only. */
  at: number;
  author: PersonId;
  clientId: ClientId;
}

/** A file in a message. `type` was read from its bytes; the size in pixels is known for pictures only. */
export interface FileInfo {
  id: string;
  name: string;
  type: string;
  /** Bytes. */
  size: number;
  width?: number;
  height?: number;
}

/** A group that a message mentions, as it was when that was written: those of its people who were in the room. */
export interface MentionedGroup {
  id: GroupId;
  handle: string;
  people: PersonId[];
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
  | (LogBase & {
      type: "message.created";
      body: string;
      thread: number | null;
      /** A reply that is shown in the room as well as in its thread. */
      inRoom?: true;
      editedAt?: number;
      source?: string;
      files?: FileInfo[];
      groups?: MentionedGroup[];
    })
  | (LogBase & { type: "message.edited"; target: number; body: string; groups?: MentionedGroup[] })
  | (LogBase & {
      type: "message.deleted";
      target: number;
      /** When a reply went: its thread's first message, and the summary of what is left. */
      thread?: number;
      replies?: RepliesView | null;
    })
  | (LogBase & { type: "message.pinned"; target: number; on: boolean })
  | (LogBase & { type: "message.previewed"; target: number; previews: LinkPreview[] })
  | (LogBase & { type: "reaction.set"; target: number; emoji: string; on: boolean });
export type RoomEventType = RoomEvent["type"];

// ---------------------------------------------------------------- room -> client

/** A thread in short, as its first message shows it. Deleted replies do not count. */
export interface RepliesView {
  count: number;
  lastAt: number;
  lastSeq: number;
  /** The first `replyPeopleMax` who replied, in the order they first did. */
  people: PersonId[];
}

/** A message as it stands after every event up to some seq. */
export interface MessageView {
  seq: number;
  at: number;
  author: PersonId;
  clientId: ClientId;
  body: string;
  /** Root message's seq of a reply, else null. */
  thread: number | null;
  /** A reply that is shown in the room too. False for what is no reply. */
  inRoom: boolean;
  editedAt: number | null;
  deletedAt: number | null;
  /** emoji -> people who reacted, in the order they did. */
  reactions: Record<string, PersonId[]>;
  pinned: { by: PersonId; at: number } | null;
  /** What hangs under a thread's first message; null while nothing does. */
  replies: RepliesView | null;
  /** What is attached; empty once deleted. */
  files: FileInfo[];
  /** Of the links in it; empty until they are known, after an edit, and when the author took them off. */
  previews: LinkPreview[];
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

/** Where a person stands in one thread. */
export interface ThreadReading {
  root: number;
  following: boolean;
  /** Every reply up to and including this seq is read. */
  upTo: number;
  /** Grows with every change, for any order of arrival. */
  version: number;
}

/**
 * A thread's first message and its replies of [from, to], folded up to `asOf`. Every reply in that range is here.
 * `atEnd`: nothing newer existed at `asOf`.
 */
export interface ThreadPage {
  root: MessageView;
  from: number;
  to: number;
  asOf: number;
  messages: MessageView[];
  atStart: boolean;
  atEnd: boolean;
  reading: ThreadReading;
}

/** One earlier text of a message, oldest first; the last one is what stands now. */
export interface MessageEdit {
  /** The event that wrote it. */
  seq: number;
  at: number;
  author: PersonId;
  body: string;
}

/** A followed thread in the list of threads. */
export interface FollowedThread {
  roomId: RoomId;
  root: MessageView;
  unread: number;
  /** When the last reply was written, Unix ms. */
  lastAt: number;
}

export interface RoomMember {
  person: PersonId;
  role: RoomRole;
}

export interface ReadCursor {
  person: PersonId;
  /** Every event up to and including this seq is read. */
  upTo: number;
  /** Grows with every move, back ones ("mark unread") included: the higher one is the newer. */
  version: number;
}

/** A person's role in the tenant (better-auth organisation member roles). */
export type TenantRole = "owner" | "admin" | "agent" | "member" | "guest";

export type RoomServerFrame =
  | {
      type: "welcome";
      v: typeof PROTOCOL_VERSION;
      /** Changes only when the log was restored from a backup: drop everything and start fresh. */
      epoch: string;
      head: number;
      you: { person: PersonId; role: RoomRole; tenantRole: TenantRole };
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
  | { type: "cursor"; person: PersonId; upTo: number; version: number }
  /** Your role in the tenant is another one now, and with it what you may do here. */
  | { type: "you"; tenantRole: TenantRole }
  /** Your own standing in a thread, on every device. */
  | ({ type: "thread" } & ThreadReading)
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
  /** What is being written to a room or thread; empty: nothing any more. `base`: the version of it that this device knew. */
  z.object({
    type: z.literal("draft.set"),
    room: z.uuid(),
    thread: z.nullable(seq),
    body: z.string().check(z.maxLength(LATER_LIMITS.draftCharsMax)),
    base: seq,
  }),
  /** I have read these rooms up to there, whether this device shows them or not. */
  z.object({
    type: z.literal("rooms.read"),
    rooms: z.array(z.object({ room: z.uuid(), upTo: seq })).check(z.maxLength(LIMITS.roomsReadMax)),
  }),
]);
export type InboxFrame = z.infer<typeof inboxFrame>;

/** A room in the sidebar. Absolute values with the room's own version, so that any order of arrival is right. */
export interface InboxRoom extends RoomMeta {
  head: number;
  /** Messages after my cursor that are not mine and not deleted, capped at `unreadMax`. */
  unread: number;
  /** Those of them that mention me, by name or as everybody; capped the same. */
  mentions: number;
  /** Threads I follow here that have replies I have not read; capped the same. */
  threads: number;
  cursor: number;
  lastMessageAt: number | null;
  /** For dm and group: everyone in it, me included (at most 20 listed). */
  people: PersonId[];
  /** Grows with every change of this entry: room head plus moves of my cursor and in my threads. */
  version: number;
}

export type InboxServerFrame =
  | {
      type: "inbox.welcome";
      v: typeof PROTOCOL_VERSION;
      you: PersonId;
      tenantRole: TenantRole;
      rooms: InboxRoom[];
      presence: PresenceView;
      mode: string;
      /** Everything I keep for later. */
      later: LaterItem[];
    }
  | { type: "later.item"; item: LaterItem }
  | { type: "later.gone"; kind: LaterKind; id: string; version: number }
  | { type: "room.upsert"; room: InboxRoom }
  | { type: "room.gone"; roomId: RoomId }
  | { type: "presence"; people: PresenceView[] }
  | { type: "you"; tenantRole: TenantRole }
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
