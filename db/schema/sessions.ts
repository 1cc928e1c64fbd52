import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { KeyId, SessionId } from "@/lib/platform/ids";
import type { MessageStatus, SessionMessage } from "@/lib/sessions/protocol";
import { logSeq, moment, tenantId } from "./columns";

/**
 * Sessions of the API as far as their objects have brought them here; the object is the authority. Of one that was
 * deleted nothing is kept but that it was there, so that a late batch does not bring it back.
 */
export const aiSessions = pgTable(
  "ai_sessions",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<SessionId>().notNull(),
    /** The key it was made with. */
    keyId: uuid("key_id").$type<KeyId>().notNull(),
    version: bigint("version", { mode: "number" }).notNull(),
    title: text("title").notNull(),
    model: text("model"),
    instructions: text("instructions").notNull(),
    /** The caller's own user. */
    endUser: text("end_user"),
    metadata: jsonb("metadata").$type<Record<string, string>>().notNull(),
    tools: text("tools").array().notNull(),
    lastSeq: logSeq("last_seq").notNull(),
    /** Messages up to here were forgotten by a reset. */
    resetSeq: logSeq("reset_seq").notNull(),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
    deletedAt: moment("deleted_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("ai_sessions_list_idx").on(table.tenantId, table.createdAt, table.id),
    index("ai_sessions_user_idx").on(table.tenantId, table.endUser, table.createdAt, table.id),
  ],
);

/** What was said in them. A message comes here once it changes no more. */
export const aiSessionMessages = pgTable(
  "ai_session_messages",
  {
    tenantId: tenantId(),
    sessionId: uuid("session_id").$type<SessionId>().notNull(),
    seq: logSeq("seq").notNull(),
    turn: integer("turn").notNull(),
    role: text("role").$type<SessionMessage["role"]>().notNull(),
    content: text("content").notNull(),
    status: text("status").$type<MessageStatus>().notNull(),
    /** The other members of the message as it is answered. */
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
    at: moment("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.sessionId, table.seq] })],
);
