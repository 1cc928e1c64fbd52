import { bigint, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { TenantQuotas, Tier } from "@/lib/quotas/protocol";
import { tenantId } from "./columns";

/** What decides about a tenant's model calls, and what it looks like. No row: everything as it comes, version 0. */
export const tenantConfig = pgTable(
  "tenant_config",
  {
    tenantId: tenantId(),
    /** Grows with every change, and when the tenant is suspended or comes back. */
    version: bigint("version", { mode: "number" }).notNull().default(0),
    tier: text("tier").$type<Tier>().notNull().default("free"),
    /** Only what differs from the tier's own quotas. */
    quotas: jsonb("quotas").$type<Partial<TenantQuotas>>().notNull().default({}),
    defaultModel: text("default_model"),
    systemPrompt: text("system_prompt").notNull().default(""),
    models: text("models").array(),
    tools: text("tools").array(),
    zone: text("zone").notNull().default("UTC"),
    apiOrigins: text("api_origins").array().notNull().default([]),
    /** Null: kept until somebody deletes. */
    retentionDays: integer("retention_days"),
    brandAccent: text("brand_accent"),
    brandLogo: text("brand_logo"),
  },
  (table) => [primaryKey({ columns: [table.tenantId] })],
);
