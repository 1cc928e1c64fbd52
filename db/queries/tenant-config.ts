import { sql, type SQL } from "drizzle-orm";
import type { AuditEntry } from "@/lib/audit/protocol";
import type { TenantPolicy } from "@/lib/quotas/protocol";
import { quotasOf } from "@/lib/tenants/core/tiers";
import type { TenantConfig } from "@/lib/tenants/protocol";
import { auditStatement } from "../audit/statement";
import type { TenantDb } from "../client";
import { keepVersion } from "../prompts/keep-version";
import { nextPolicyVersion } from "../tenant/policy-version";

/** A tenant's configuration as stored; `quotas` holds only what differs from the tier's own. */
export type TenantConfigRow = Omit<TenantConfig, "quotas" | "ownQuotas"> & { quotas: TenantConfig["ownQuotas"] };

export type TenantConfigChange = Partial<Omit<TenantConfigRow, "version">>;

const DEFAULTS: TenantConfigRow = {
  version: 0,
  tier: "free",
  quotas: {},
  defaultModel: null,
  systemPrompt: "",
  models: null,
  tools: null,
  zone: "UTC",
  apiOrigins: [],
  retentionDays: null,
  brandAccent: null,
  brandLogo: null,
};

/** The tenant's configuration; as it comes when nothing was ever changed. */
export async function readTenantConfig(db: TenantDb): Promise<TenantConfigRow> {
  const [rows] = await db.run((q) => [q.execute<ConfigRow>(selectConfig(db))]);
  return rows.rows[0] ?? DEFAULTS;
}

/** What decides about the tenant's model calls now. One that is suspended or does not exist may make none. */
export async function readPolicy(db: TenantDb): Promise<TenantPolicy> {
  const [config, tenant] = await db.snapshot((q) => [
    q.execute<ConfigRow>(selectConfig(db)),
    q.execute<{ active: boolean }>(sql`
      select suspended_at is null as active from auth.organization where id = ${db.tenantId}`),
  ]);
  const { version, tier, quotas, defaultModel, systemPrompt, models, tools, zone, apiOrigins } =
    config.rows[0] ?? DEFAULTS;
  return {
    version,
    status: tenant.rows[0]?.active === true ? "active" : "suspended",
    tier,
    quotas: quotasOf(tier, quotas),
    zone,
    defaultModel,
    models,
    tools,
    systemPrompt,
    apiOrigins,
  };
}

/** Changes what is named, under a higher version, and writes it into the audit log. A new prompt is a version of its own. */
export async function changeTenantConfig(
  db: TenantDb,
  change: TenantConfigChange,
  audit: AuditEntry | null = null,
): Promise<TenantConfigRow> {
  const set = Object.entries(change).flatMap(([name, value]) =>
    value === undefined ? [] : [assignment(name as keyof TenantConfigChange, value)],
  );
  const [, , rows] = await db.run((q) => [
    q.execute(nextPolicyVersion(db)),
    q.execute(
      set.length === 0
        ? sql`select 1`
        : sql`update tenant_config set ${sql.join(set, sql`, `)} where tenant_id = ${db.tenantId}::uuid`,
    ),
    q.execute<ConfigRow>(selectConfig(db)),
    ...(change.systemPrompt === undefined ? [] : [q.execute(keepVersion(db, null, Date.now(), { audit }))]),
    ...(audit === null ? [] : [q.execute(auditStatement(audit))]),
  ]);
  const row = rows.rows[0];
  if (!row) throw new Error("A configuration that was just written is not there.");
  return row;
}

type ConfigRow = TenantConfigRow & Record<string, unknown>;

/** What a member is in the table, and how its value gets there. */
const COLUMNS: Record<keyof TenantConfigChange, (value: unknown) => SQL> = {
  tier: (value) => sql`tier = ${value}::text`,
  quotas: (value) => sql`quotas = ${JSON.stringify(value)}::jsonb`,
  defaultModel: (value) => sql`default_model = ${value}::text`,
  systemPrompt: (value) => sql`system_prompt = ${value}::text`,
  models: (value) => sql`models = ${sql.param(value)}::text[]`,
  tools: (value) => sql`tools = ${sql.param(value)}::text[]`,
  zone: (value) => sql`zone = ${value}::text`,
  apiOrigins: (value) => sql`api_origins = ${sql.param(value)}::text[]`,
  retentionDays: (value) => sql`retention_days = ${value}::integer`,
  brandAccent: (value) => sql`brand_accent = ${value}::text`,
  brandLogo: (value) => sql`brand_logo = ${value}::text`,
};

function assignment(name: keyof TenantConfigChange, value: unknown): SQL {
  return COLUMNS[name](value);
}

function selectConfig(db: TenantDb): SQL {
  return sql`
    select version::float8 as version, tier, quotas, default_model as "defaultModel", system_prompt as "systemPrompt",
      models, tools, zone, api_origins as "apiOrigins", retention_days as "retentionDays", brand_accent as "brandAccent",
      brand_logo as "brandLogo"
    from tenant_config where tenant_id = ${db.tenantId}::uuid`;
}
