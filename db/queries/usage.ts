import { sql } from "drizzle-orm";
import type { KeyId } from "@/lib/platform/ids";
import { MADE_UP, type LedgerRow } from "@/lib/quotas/core/ledger";
import type { UsageSum } from "@/lib/quotas/protocol";
import type { TenantDb } from "../client";

/** What reports add usage up by. */
export type UsageGroup = "day" | "model" | "key";

const GROUPS_MAX = 1_000;

/** Writes settled calls. One that is there already stays as it is, so a batch may come twice, whole or in part. */
export async function insertUsage(db: TenantDb, rows: readonly LedgerRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db.run((q) => [
    q.execute(sql`
      insert into usage_events (tenant_id, id, at, key_id, kind, model, provider, "end", prompt_tokens, completion_tokens,
        cached_tokens, reasoning_tokens, estimated, cost, price_version, first_token_ms, total_ms, attempts, route_reason,
        tags, session_id, user_hash, request_id)
      select ${db.tenantId}::uuid, u.id, to_timestamp(u.at / 1000), u."keyId", u.kind, u.model, u.provider, u."end",
        u."promptTokens", u."completionTokens", u."cachedTokens", u."reasoningTokens", u.estimated, u.cost,
        u."priceVersion", u."firstTokenMs", u."totalMs", u.attempts, u."routeReason",
        array(select json_array_elements_text(u.tags)), u."sessionId", u."userHash", u."requestId"
      from json_to_recordset(${JSON.stringify(rows)}::json) as u (id uuid, at float8, "keyId" uuid, kind text, model text,
        provider text, "end" text, "promptTokens" bigint, "completionTokens" bigint, "cachedTokens" bigint,
        "reasoningTokens" bigint, estimated boolean, cost bigint, "priceVersion" text, "firstTokenMs" integer,
        "totalMs" integer, attempts integer, "routeReason" text, tags json, "sessionId" text, "userHash" text,
        "requestId" text)
      on conflict (tenant_id, id) do nothing`),
  ]);
}

/**
 * Usage of calls that began in this time, added up. Days come in their order, models and keys by what they cost.
 * `zone` is whose midnights make days.
 */
export async function sumUsage(
  db: TenantDb,
  { from, until, by, zone = "UTC" }: { from: number; until: number; by: UsageGroup; zone?: string },
): Promise<UsageSum[]> {
  const group = { day: sql`to_char(at at time zone ${zone}, 'YYYY-MM-DD')`, model: sql`model`, key: sql`key_id::text` }[
    by
  ];
  const order = by === "day" ? sql`1` : sql`cost desc, requests desc, 1`;
  const [result] = await db.run((q) => [
    q.execute<UsageSum & Record<string, unknown>>(sql`
      select "group", count(*)::float8 as requests, (count(*) filter (where failed))::float8 as failed,
        sum(prompt_tokens)::float8 as "promptTokens", sum(completion_tokens)::float8 as "completionTokens",
        sum(cached_tokens)::float8 as "cachedTokens", sum(reasoning_tokens)::float8 as "reasoningTokens",
        (count(*) filter (where estimated))::float8 as estimated, sum(cost)::float8 as cost
      from (
        select ${group} as "group", "end" not in ('ok', 'aborted') as failed, prompt_tokens, completion_tokens,
          cached_tokens, reasoning_tokens, estimated, cost
        from usage_events
        where tenant_id = ${db.tenantId} and at >= to_timestamp(${from}::float8 / 1000)
          and at < to_timestamp(${until}::float8 / 1000)
      ) as calls
      group by 1 order by ${order} limit ${GROUPS_MAX}`),
  ]);
  return result.rows;
}

/** How many calls of this time were never made: the demo's past. */
export async function countMadeUp(db: TenantDb, { from, until }: { from: number; until: number }): Promise<number> {
  const [result] = await db.run((q) => [
    q.execute<{ count: number }>(sql`
      select count(*)::float8 as count from usage_events
      where tenant_id = ${db.tenantId} and price_version = ${MADE_UP}
        and at >= to_timestamp(${from}::float8 / 1000) and at < to_timestamp(${until}::float8 / 1000)`),
  ]);
  return result.rows[0]?.count ?? 0;
}

/** Notes when keys were last used; an earlier moment changes nothing. */
export async function touchKeys(db: TenantDb, uses: ReadonlyMap<KeyId, number>): Promise<void> {
  if (uses.size === 0) return;
  const rows = [...uses].map(([id, at]) => ({ id, at }));
  await db.run((q) => [
    q.execute(sql`
      update api_keys k set last_used_at = greatest(k.last_used_at, to_timestamp(u.at / 1000))
      from json_to_recordset(${JSON.stringify(rows)}::json) as u (id uuid, at float8)
      where k.tenant_id = ${db.tenantId} and k.id = u.id`),
  ]);
}
