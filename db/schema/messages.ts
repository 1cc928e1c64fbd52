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
import type { ClientId } from "@/lib/platform/ids";
import type { FileInfo, RepliesView } from "@/lib/rooms/protocol";
import { logSeq, moment, personId, roomId, tenantId } from "./columns";
import { rooms } from "./rooms";

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
    // A day of the whole tenant, for reports.
    index("messages_day_idx").on(table.tenantId, table.at),
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
