/**
 * What reports are read from: figures of days in the tenant's own zone, computed again from the base tables whenever one of
 * their rows changed, and of blocks, whole thirds, months and quarters that are put together from them
 * (docs/decisions/2026-11-22-rollups.md). Nothing here is the only copy of anything.
 */
import {
  bigint,
  bit,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { PersonId } from "@/lib/platform/ids";
import type { ReportId, Rhythm } from "@/lib/reporting/protocol";
import { moment, personId, tenantId } from "./columns";

const report = () => text("report").$type<ReportId>().notNull();
const day = () => date("day").notNull();
/** The last day of a block that begins on `day`; of a single day the same one. */
const until = () => date("until").notNull();
/** Empty for all together. */
const by = () => text("by").notNull();
const key = () => text("key").notNull();
/** Empty for all assistants together. */
const project = () => text("project").notNull();
const count = (name: string) => bigint(name, { mode: "number" }).notNull();

/**
 * A stretch of time in which base rows came, changed or went since its days were computed. Written by triggers, one for
 * each statement and hour, and never looked at by them: writers wait for nobody. Hours of UTC, so that no zone matters.
 */
export const reportMarks = pgTable(
  "report_marks",
  {
    tenantId: tenantId(),
    id: bigint("id", { mode: "number" }).notNull().generatedByDefaultAsIdentity(),
    report: report(),
    fromAt: moment("from_at").notNull(),
    untilAt: moment("until_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

/** The zone whose days a report's figures are of; locked by whoever computes some of them. */
export const reportStates = pgTable(
  "report_states",
  {
    ...{ tenantId: tenantId(), report: report(), zone: text("zone").notNull() },
    /** One more with each time that days are computed: what was read at the same one fits together. */
    revision: bigint("revision", { mode: "number" }).notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.report] })],
);

/** A person's place in the bits of `report_chat_people`. */
export const reportPeople = pgTable(
  "report_people",
  { tenantId: tenantId(), personId: personId("person_id").notNull(), place: integer("place").notNull() },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.personId] }),
    uniqueIndex("report_people_place_key").on(table.tenantId, table.place),
  ],
);

export const reportChatDays = pgTable(
  "report_chat_days",
  {
    ...{ tenantId: tenantId(), by: by(), day: day(), until: until(), key: key() },
    ...{ messages: count("messages"), people: count("people"), replies: count("replies"), files: count("files") },
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.by, table.day, table.until, table.key] })],
);

/** Who said something, 512 people a row: what can be put together for any stretch of days. */
export const reportChatPeople = pgTable(
  "report_chat_people",
  {
    ...{ tenantId: tenantId(), by: by(), day: day(), until: until(), key: key() },
    chunk: integer("chunk").notNull(),
    bits: bit("bits", { dimensions: 512 }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.by, table.day, table.until, table.key, table.chunk] })],
);

export const reportAssistantDays = pgTable(
  "report_assistant_days",
  {
    ...{ tenantId: tenantId(), project: project(), by: by(), day: day(), until: until(), key: key() },
    conversations: count("conversations"),
    /** Of these, with any finished answer, and with nothing else. */
    settled: count("settled"),
    deflected: count("deflected"),
    answers: count("answers"),
    abstained: count("abstained"),
    ups: count("ups"),
    downs: count("downs"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.project, table.by, table.day, table.until, table.key] }),
    // Days that are computed anew.
    index("report_assistant_days_day_idx").on(table.tenantId, table.day),
  ],
);

export const reportModelDays = pgTable(
  "report_model_days",
  {
    ...{ tenantId: tenantId(), project: project(), by: by(), day: day(), until: until(), key: key() },
    calls: count("calls"),
    failed: count("failed"),
    promptTokens: count("prompt_tokens"),
    completionTokens: count("completion_tokens"),
    cost: count("cost"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.project, table.by, table.day, table.until, table.key] }),
    // Days that are computed anew.
    index("report_model_days_day_idx").on(table.tenantId, table.day),
  ],
);

/**
 * How long things took: of a day every value, sorted; of a block each value once, and how often it was there; with the
 * places in `values` where each bucket of like values ends. Of many rows together the buckets tell in which one a
 * percentile lies, and only its values are looked at.
 */
export const reportSpreads = pgTable(
  "report_spreads",
  {
    tenantId: tenantId(),
    report: report(),
    measure: text("measure").notNull(),
    ...{ project: project(), by: by(), day: day(), until: until(), key: key() },
    /** Of a single day. */
    p50: integer("p50"),
    p95: integer("p95"),
    buckets: smallint("buckets").array().notNull(),
    counts: integer("counts").array().notNull(),
    ends: integer("ends").array().notNull(),
    values: integer("values").array().notNull(),
    /** Null of a day: each value is there as often as it was. */
    times: integer("times").array(),
  },
  (table) => [
    primaryKey({
      // Its own name would be longer than Postgres takes.
      name: "report_spreads_pk",
      columns: [
        table.tenantId,
        table.report,
        table.project,
        table.by,
        table.day,
        table.until,
        table.key,
        table.measure,
      ],
    }),
    // Days that are computed anew.
    index("report_spreads_day_idx").on(table.tenantId, table.report, table.day),
  ],
);

/** Reports that go out by mail. */
export const reportSubscriptions = pgTable(
  "report_subscriptions",
  {
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    report: report(),
    rhythm: text("rhythm").$type<Rhythm>().notNull(),
    recipients: uuid("recipients").array().$type<PersonId[]>().notNull(),
    /** The last day of the last period that was sent; null before the first. */
    sentFor: date("sent_for"),
    createdBy: personId("created_by").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("report_subscriptions_created_idx").on(table.tenantId, table.createdAt),
  ],
);

/** Mails of subscriptions: one row for each period and recipient, so that none goes out twice. */
export const reportMails = pgTable(
  "report_mails",
  {
    tenantId: tenantId(),
    subscriptionId: uuid("subscription_id").notNull(),
    /** The last day of the period. */
    until: date("until").notNull(),
    personId: personId("person_id").notNull(),
    /** When somebody began to send it; and when it was gone. */
    claimedAt: moment("claimed_at").notNull(),
    sentAt: moment("sent_at"),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.subscriptionId, table.until, table.personId] })],
);
