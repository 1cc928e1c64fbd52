import { bigint, index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { KeyId, PersonId } from "@/lib/platform/ids";
import type { KeyLimits, KeyScope } from "@/lib/quotas/protocol";
import { moment, tenantId } from "./columns";

/** API keys of a tenant. A key itself is nowhere: only its hash, and the few characters that tell it from others. */
export const apiKeys = pgTable(
  "api_keys",
  {
    tenantId: tenantId(),
    id: uuid("id").$type<KeyId>().notNull(),
    name: text("name").notNull(),
    /** SHA-256 (hex) of the whole key. */
    secretHash: text("secret_hash").notNull(),
    shown: text("shown").notNull(),
    scopes: text("scopes").array().$type<KeyScope[]>().notNull(),
    limits: jsonb("limits").$type<KeyLimits>().notNull(),
    /** Null: all that the tenant may use. */
    models: text("models").array(),
    tools: text("tools").array(),
    createdBy: uuid("created_by").$type<PersonId>(),
    createdAt: moment("created_at").notNull(),
    expiresAt: moment("expires_at"),
    /** Revoked, or ends then while a rerolled key lives out its grace. */
    endsAt: moment("ends_at"),
    rerolledFrom: uuid("rerolled_from").$type<KeyId>(),
    lastUsedAt: moment("last_used_at"),
    /** Grows with every change of what decides about calls. */
    version: bigint("version", { mode: "number" }).notNull(),
    /** The version that the tenant's Meter has confirmed: a smaller one is told again. */
    toldVersion: bigint("told_version", { mode: "number" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("api_keys_created_idx").on(table.tenantId, table.createdAt),
  ],
);
