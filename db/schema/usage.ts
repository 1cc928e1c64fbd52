import { bigint, boolean, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { KeyId, ReservationId } from "@/lib/platform/ids";
import type { CallEnd, Settlement } from "@/lib/quotas/protocol";
import { moment, tenantId } from "./columns";

const count = (name: string) => bigint(name, { mode: "number" }).notNull();

/** Every model call that was let through and what it came to. The tenant's Meter brings them here, each once. */
export const usageEvents = pgTable(
  "usage_events",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<ReservationId>().notNull(),
    /** When the call began. */
    at: moment("at").notNull(),
    keyId: uuid("key_id").$type<KeyId>().notNull(),
    kind: text("kind").$type<Settlement["kind"]>().notNull(),
    model: text("model").notNull(),
    /** Empty for a call that nobody settled. */
    provider: text("provider").notNull(),
    end: text("end").$type<CallEnd>().notNull(),
    promptTokens: count("prompt_tokens"),
    completionTokens: count("completion_tokens"),
    cachedTokens: count("cached_tokens"),
    reasoningTokens: count("reasoning_tokens"),
    estimated: boolean("estimated").notNull(),
    /** Nano US dollars. */
    cost: count("cost"),
    priceVersion: text("price_version").notNull(),
    firstTokenMs: integer("first_token_ms"),
    totalMs: integer("total_ms").notNull(),
    attempts: integer("attempts").notNull(),
    routeReason: text("route_reason").notNull(),
    tags: text("tags").array().notNull(),
    sessionId: text("session_id"),
    userHash: text("user_hash"),
    requestId: text("request_id"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("usage_events_at_idx").on(table.tenantId, table.at),
    index("usage_events_key_idx").on(table.tenantId, table.keyId, table.at),
  ],
);
