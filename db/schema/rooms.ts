import { sql } from "drizzle-orm";
import { bigint, boolean, foreignKey, index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { ClientId, PersonId, RoomId } from "@/lib/platform/ids";
import type { RoomEventType, RoomKind, RoomRole, RoomVisibility } from "@/lib/rooms/protocol";
import { logSeq, moment, personId, roomId, tenantId } from "./columns";

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
