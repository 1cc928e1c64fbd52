import { bigint, boolean, index, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { DigestChoice, Level, Schedule } from "@/lib/notify/core/settings";
import type { PersonId, RoomId } from "@/lib/platform/ids";
import { moment, tenantId } from "./columns";

const personId = () => uuid("person_id").$type<PersonId>().notNull();

/** What a person wants to hear of. `version` grows with every change here, of a level or of a subscription. */
export const notifySettings = pgTable(
  "notify_settings",
  {
    tenantId: tenantId(),
    personId: personId(),
    version: bigint("version", { mode: "number" }).notNull(),
    sound: boolean("sound").notNull().default(false),
    digest: text("digest").$type<DigestChoice>().notNull().default("long"),
    zone: text("zone"),
    keywords: jsonb("keywords").$type<string[]>().notNull().default([]),
    quietUntil: moment("quiet_until"),
    schedule: jsonb("schedule").$type<Schedule>(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.personId] })],
);

/** Levels that differ from the default. The room may not have reached Postgres yet, hence no foreign key. */
export const notifyLevels = pgTable(
  "notify_levels",
  {
    tenantId: tenantId(),
    personId: personId(),
    roomId: uuid("room_id").$type<RoomId>().notNull(),
    level: text("level").$type<Level>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.personId, table.roomId] })],
);

/** Browsers that are told while closed. Whoever knows an endpoint can write to that browser: it is never shown again. */
export const pushSubscriptions = pgTable(
  "push_subscriptions",
  {
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    personId: personId(),
    endpoint: text("endpoint").notNull(),
    p256dh: text("p256dh").notNull(),
    auth: text("auth").notNull(),
    /** Signing out there ends the subscription. */
    sessionId: text("session_id").notNull(),
    label: text("label").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    // One browser tells one person of a tenant: the one who signed in there last.
    uniqueIndex("push_subscriptions_endpoint_key").on(table.tenantId, table.endpoint),
    index("push_subscriptions_person_idx").on(table.tenantId, table.personId),
  ],
);

/** What an administrator decided for everybody's notifications. */
export const notifyPolicy = pgTable(
  "notify_policy",
  { tenantId: tenantId(), hideText: boolean("hide_text").notNull().default(false) },
  (table) => [primaryKey({ columns: [table.tenantId] })],
);
