import { sql } from "drizzle-orm";
import { foreignKey, index, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import type { PersonId, RoomId } from "@/lib/platform/ids";
import type { ReportCase, ReportReason, WordAction } from "@/lib/moderation/protocol";
import { logSeq, moment, tenantId } from "./columns";

/** A tenant's word filter. Its version is in `tenant_settings`, and grows with every change. */
export const filterWords = pgTable(
  "filter_words",
  {
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    text: text("text").notNull(),
    /** One spelling for entries that look for the same (lib/moderation/core). */
    key: text("key").notNull(),
    action: text("action").$type<WordAction>().notNull(),
    addedBy: uuid("added_by").$type<PersonId>().notNull(),
    addedAt: moment("added_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    unique("filter_words_key").on(table.tenantId, table.key),
  ],
);

/** A message that was reported, and what became of that. */
export const reportCases = pgTable(
  "report_cases",
  {
    tenantId: tenantId(),
    roomId: uuid("room_id").$type<RoomId>().notNull(),
    seq: logSeq("seq").notNull(),
    authorId: uuid("author_id").$type<PersonId>().notNull(),
    /** When the message was written. */
    at: moment("at").notNull(),
    state: text("state").$type<ReportCase["state"]>().notNull(),
    /** When it was last reported. */
    reportedAt: moment("reported_at").notNull(),
    resolvedBy: uuid("resolved_by").$type<PersonId>(),
    resolvedAt: moment("resolved_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.roomId, table.seq] }),
    index("report_cases_open_idx")
      .on(table.tenantId, table.reportedAt)
      .where(sql`state = 'open'`),
    index("report_cases_resolved_idx")
      .on(table.tenantId, table.resolvedAt)
      .where(sql`state <> 'open'`),
  ],
);

/** One report of a message, with the text as it was. The id says who reported what, so that a repeat is the same row. */
export const messageReports = pgTable(
  "message_reports",
  {
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    roomId: uuid("room_id").$type<RoomId>().notNull(),
    seq: logSeq("seq").notNull(),
    body: text("body").notNull(),
    /** Null: the word filter. */
    reporterId: uuid("reporter_id").$type<PersonId>(),
    reason: text("reason").$type<ReportReason>(),
    note: text("note").notNull(),
    /** The entries of the word filter that matched. */
    words: text("words").array().notNull(),
    at: moment("at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    foreignKey({
      columns: [table.tenantId, table.roomId, table.seq],
      foreignColumns: [reportCases.tenantId, reportCases.roomId, reportCases.seq],
    }),
    index("message_reports_case_idx").on(table.tenantId, table.roomId, table.seq, table.at),
  ],
);
