import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import type { ClientId, PersonId, RoomId } from "@/lib/platform/ids";
import type { FileInfo, RepliesView, RoomEventType, RoomKind, RoomRole, RoomVisibility } from "@/lib/rooms/protocol";
import { logSeq, moment, tenantId } from "./columns";

/** A room as far as its log was projected. Everything here is derived from `room_events`; the room object is the authority. */
export const rooms = pgTable(
  "rooms",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<RoomId>().notNull(),
    kind: text("kind").$type<RoomKind>().notNull(),
    visibility: text("visibility").$type<RoomVisibility>().notNull(),
    name: text("name").notNull(),
    topic: text("topic").notNull(),
    createdBy: uuid("created_by").$type<PersonId>().notNull(),
    createdAt: moment("created_at").notNull(),
    archivedAt: moment("archived_at"),
    headSeq: logSeq("head_seq").notNull().default(0),
    lastMessageAt: moment("last_message_at"),
    messageCount: bigint("message_count", { mode: "number" }).notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("rooms_channel_name_idx")
      .on(table.tenantId, sql`lower(${table.name})`, table.id)
      .where(sql`kind = 'channel'`),
  ],
);

const roomId = () => uuid("room_id").$type<RoomId>().notNull();
const personId = (name: string) => uuid(name).$type<PersonId>();

/** Who is or was in a room. `version_seq` is the event the row stands for; a lower one changes nothing. */
export const roomMembers = pgTable(
  "room_members",
  {
    tenantId: tenantId(),
    roomId: roomId(),
    personId: personId("person_id").notNull(),
    role: text("role").$type<RoomRole>().notNull(),
    active: boolean("active").notNull(),
    versionSeq: logSeq("version_seq").notNull(),
    joinedAt: moment("joined_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.roomId, table.personId] }),
    foreignKey({
      columns: [table.tenantId, table.roomId],
      foreignColumns: [rooms.tenantId, rooms.id],
    }),
    index("room_members_person_idx")
      .on(table.tenantId, table.personId, table.roomId)
      .where(sql`active`),
  ],
);

/** How far a person has read. Not part of the log: it has its own version. */
export const roomCursors = pgTable(
  "room_cursors",
  {
    tenantId: tenantId(),
    roomId: roomId(),
    personId: personId("person_id").notNull(),
    upTo: logSeq("up_to").notNull(),
    version: bigint("version", { mode: "number" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.roomId, table.personId] }),
    foreignKey({
      columns: [table.tenantId, table.roomId],
      foreignColumns: [rooms.tenantId, rooms.id],
    }),
  ],
);

/** The log of every room, verbatim. `data` is the event without the columns before it. */
export const roomEvents = pgTable(
  "room_events",
  {
    tenantId: tenantId(),
    roomId: roomId(),
    seq: logSeq("seq").notNull(),
    type: text("type").$type<RoomEventType>().notNull(),
    authorId: personId("author_id").notNull(),
    clientId: uuid("client_id").$type<ClientId>().notNull(),
    targetSeq: logSeq("target_seq"),
    /** The thread that the event adds a reply to, or takes one from. */
    rootSeq: logSeq("root_seq"),
    /** Whom the text of the event mentions: people, and `*` for everybody. */
    mentions: text("mentions").array(),
    at: moment("at").notNull(),
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.roomId, table.seq] }),
    foreignKey({
      columns: [table.tenantId, table.roomId],
      foreignColumns: [rooms.tenantId, rooms.id],
    }),
    // What changed a message, when the message arrives after its change.
    index("room_events_change_idx")
      .on(table.tenantId, table.roomId, table.targetSeq, table.seq)
      .where(sql`type in ('message.edited', 'message.deleted', 'message.pinned', 'message.previewed')`),
    // What changed the summary of a thread.
    index("room_events_root_idx")
      .on(table.tenantId, table.roomId, table.rootSeq, table.seq)
      .where(sql`root_seq is not null`),
    // What is pinned: few rows among many.
    index("room_events_pin_idx")
      .on(table.tenantId, table.roomId, table.targetSeq, table.seq)
      .where(sql`type = 'message.pinned'`),
    // What one person did on one message, to know since when a reaction stands.
    index("room_events_reaction_idx")
      .on(table.tenantId, table.roomId, table.targetSeq, table.authorId, table.seq)
      .where(sql`type = 'reaction.set'`),
    // The notices of a page, however many reactions lie between them.
    index("room_events_notice_idx")
      .on(table.tenantId, table.roomId, table.seq)
      .where(
        sql`type in ('room.created', 'room.renamed', 'room.topic', 'room.archived', 'member.joined', 'member.left', 'member.role')`,
      ),
  ],
);

/** Messages as they stand after every projected event. A page of 50 is one walk of the primary key. */
export const messages = pgTable(
  "messages",
  {
    tenantId: tenantId(),
    roomId: roomId(),
    seq: logSeq("seq").notNull(),
    authorId: personId("author_id").notNull(),
    clientId: uuid("client_id").$type<ClientId>().notNull(),
    body: text("body").notNull(),
    at: moment("at").notNull(),
    threadSeq: logSeq("thread_seq"),
    /** A reply that is shown in the room as well. */
    inRoom: boolean("in_room").notNull().default(false),
    mentions: text("mentions").array(),
    pinnedBy: personId("pinned_by"),
    pinnedAt: moment("pinned_at"),
    /** Of a thread's first message: count, lastAt, lastSeq and people of its replies. */
    replies: jsonb("replies").$type<RepliesView>(),
    editedAt: moment("edited_at"),
    deletedAt: moment("deleted_at"),
    /** Where an imported message came from; null for what was written here. */
    source: text("source"),
    /** What is attached, as FileInfo; null when nothing is. */
    files: jsonb("files").$type<FileInfo[]>(),
    versionSeq: logSeq("version_seq").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.roomId, table.seq] }),
    foreignKey({
      columns: [table.tenantId, table.roomId],
      foreignColumns: [rooms.tenantId, rooms.id],
    }),
    // Jump to date.
    index("messages_at_idx").on(table.tenantId, table.roomId, table.at),
    // The replies of a thread.
    index("messages_thread_idx")
      .on(table.tenantId, table.roomId, table.threadSeq, table.seq)
      .where(sql`thread_seq is not null`),
    // The timeline of a room, however many replies lie between its messages.
    index("messages_timeline_idx")
      .on(table.tenantId, table.roomId, table.seq)
      .where(sql`thread_seq is null or in_room`),
  ],
);

/**
 * What search reads: the text as `fold` leaves it, and its grams (lib/search/core). Deleted messages have no row.
 * `version_seq` is the event whose text it is.
 */
export const messageSearch = pgTable(
  "message_search",
  {
    tenantId: tenantId(),
    roomId: roomId(),
    seq: logSeq("seq").notNull(),
    authorId: personId("author_id").notNull(),
    at: moment("at").notNull(),
    text: text("text").notNull(),
    grams: integer("grams").array().notNull(),
    versionSeq: logSeq("version_seq").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.roomId, table.seq] }),
    foreignKey({
      columns: [table.tenantId, table.roomId],
      foreignColumns: [rooms.tenantId, rooms.id],
    }),
    // Newest first: what is common is found in the first rows of this walk.
    index("message_search_recent_idx").on(table.tenantId, table.at, table.roomId, table.seq),
    // What is rare is found here.
    index("message_search_grams_idx").using("gin", table.grams),
  ],
);

/** Who reacted with what. `at_seq` is the event the row stands for; `since_seq` the one that began it: the order shown. */
export const messageReactions = pgTable(
  "message_reactions",
  {
    tenantId: tenantId(),
    roomId: roomId(),
    seq: logSeq("seq").notNull(),
    emoji: text("emoji").notNull(),
    personId: personId("person_id").notNull(),
    active: boolean("active").notNull(),
    atSeq: logSeq("at_seq").notNull(),
    sinceSeq: logSeq("since_seq").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.roomId, table.seq, table.emoji, table.personId] }),
    foreignKey({
      columns: [table.tenantId, table.roomId],
      foreignColumns: [rooms.tenantId, rooms.id],
    }),
  ],
);

/** Who follows which thread, and how far they have read it. Not part of the log: it has its own version. */
export const threadFollows = pgTable(
  "thread_follows",
  {
    tenantId: tenantId(),
    roomId: roomId(),
    rootSeq: logSeq("root_seq").notNull(),
    personId: personId("person_id").notNull(),
    following: boolean("following").notNull(),
    upTo: logSeq("up_to").notNull(),
    version: bigint("version", { mode: "number" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.roomId, table.rootSeq, table.personId] }),
    foreignKey({
      columns: [table.tenantId, table.roomId],
      foreignColumns: [rooms.tenantId, rooms.id],
    }),
    index("thread_follows_person_idx")
      .on(table.tenantId, table.personId)
      .where(sql`following`),
  ],
);
