import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { ConversationState, KeptMessage } from "@/lib/assistant/kept";
import type { ConversationId, ProjectId, VisitorId } from "@/lib/platform/ids";
import { logSeq, moment, tenantId } from "./columns";

/**
 * Conversations of visitors with the assistant, as far as their objects have brought them here; the object is the
 * authority while it is open. Personal data that the project redacts stands here as placeholders: what they stand for
 * never leaves the object. Of one that was erased nothing is kept but that it was there.
 */
export const conversations = pgTable(
  "conversations",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<ConversationId>().notNull(),
    projectId: uuid("project_id").$type<ProjectId>().notNull(),
    visitorId: uuid("visitor_id").$type<VisitorId>().notNull(),
    /** By the customer's own server; null for an anonymous visitor. */
    visitorName: text("visitor_name"),
    anonymous: boolean("anonymous").notNull(),
    language: text("language").notNull(),
    pageUrl: text("page_url"),
    pageTitle: text("page_title"),
    version: bigint("version", { mode: "number" }).notNull(),
    state: text("state").$type<ConversationState>().notNull(),
    lastSeq: logSeq("last_seq").notNull(),
    turns: integer("turns").notNull(),
    /** The first question. */
    preview: text("preview").notNull(),
    /** Of the newest answer. */
    outcome: text("outcome").$type<NonNullable<KeptMessage["outcome"]>>(),
    ups: integer("ups").notNull(),
    downs: integer("downs").notNull(),
    createdAt: moment("created_at").notNull(),
    /** Of its last word. */
    updatedAt: moment("updated_at").notNull(),
    archivedAt: moment("archived_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("conversations_list_idx").on(table.tenantId, table.updatedAt, table.id),
    index("conversations_project_idx").on(table.tenantId, table.projectId, table.updatedAt, table.id),
    index("conversations_created_idx").on(table.tenantId, table.createdAt),
    index("conversations_visitor_idx").on(table.tenantId, table.visitorId),
  ],
);

/** What was said in them. An answer that was made anew keeps its place: the higher version stays. */
export const conversationMessages = pgTable(
  "conversation_messages",
  {
    tenantId: tenantId(),
    conversationId: uuid("conversation_id").$type<ConversationId>().notNull(),
    seq: logSeq("seq").notNull(),
    version: bigint("version", { mode: "number" }).notNull(),
    turn: integer("turn").notNull(),
    role: text("role").$type<KeptMessage["role"]>().notNull(),
    text: text("text").notNull(),
    state: text("state").$type<KeptMessage["state"]>().notNull(),
    /** The other members of the message: citations, vote, error, what led to the answer. */
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
    at: moment("at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.conversationId, table.seq] }),
    // A day of all conversations, for reports.
    index("conversation_messages_day_idx").on(table.tenantId, table.at),
  ],
);
