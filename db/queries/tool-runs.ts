import { sql } from "drizzle-orm";
import type { KeyId, SessionId } from "@/lib/platform/ids";
import type { SessionCursor } from "@/lib/sessions/core/cursor";
import type { RunStatus } from "@/lib/tools/protocol";
import type { TenantDb } from "../client";

/** One call of a tool. */
export interface ToolRunRow {
  id: string;
  tool: string;
  argsHash: string;
  status: RunStatus;
  reason: string | null;
  ms: number | null;
  sessionId: SessionId | null;
  keyId: KeyId;
  decidedBy: KeyId | null;
  at: number;
  expiresAt: number | null;
  /** Only while it waits for a decision. */
  sealedArgs: string | null;
}

export type NewToolRun = Omit<ToolRunRow, "ms" | "decidedBy">;

const ms = (column: string) => sql.raw(`round(extract(epoch from ${column}) * 1000)::float8`);
const moment = (value: number | null) => sql`to_timestamp(${value}::numeric / 1000.0)`;
/** One that nobody decided in time is expired, whether that was written down or not. */
const columns = (now: number) => sql`
  t.id, t.tool, t.args_hash as "argsHash", t.reason, t.ms, t.session_id as "sessionId", t.key_id as "keyId",
  t.decided_by as "decidedBy", ${ms("t.at")} as at, ${ms("t.expires_at")} as "expiresAt",
  case when t.status = 'pending' and t.expires_at <= ${moment(now)} then 'expired' else t.status end as status,
  case when t.status = 'pending' and t.expires_at > ${moment(now)} then t.sealed_args end as "sealedArgs"`;

/** How many calls may begin in a minute. */
export interface RunRates {
  perKey: number;
  perSession: number;
}

/**
 * Writes a call down before it is made, and erases what nobody decided about in time. `repeated`: it is there already.
 * `limited`: its key or its session has had as many in the last minute as it may, also when many come at once.
 */
export async function insertToolRun(
  db: TenantDb,
  run: NewToolRun,
  { perKey, perSession }: RunRates,
): Promise<"made" | "repeated" | "limited"> {
  const tenant = sql`${db.tenantId}::uuid`;
  const lastMinute = sql`tenant_id = ${tenant} and at > ${moment(run.at)} - interval '1 minute'`;
  const [, made, facts] = await db.run((q) => [
    q.execute(sql`select pg_advisory_xact_lock(hashtextextended('tool_runs:' || ${db.tenantId}::text, 0))`),
    q.execute(sql`
      insert into tool_runs (tenant_id, id, tool, args_hash, sealed_args, status, reason, session_id, key_id, at, expires_at)
      select ${tenant}, ${run.id}::uuid, ${run.tool}, ${run.argsHash}, ${run.sealedArgs}, ${run.status},
        ${run.reason}, ${run.sessionId}::uuid, ${run.keyId}::uuid, ${moment(run.at)}, ${moment(run.expiresAt)}
      where (select count(*) from tool_runs where ${lastMinute} and key_id = ${run.keyId}::uuid) < ${perKey}::int
        and (select count(*) from tool_runs where ${lastMinute} and session_id = ${run.sessionId}::uuid) < ${perSession}::int
      on conflict (tenant_id, id) do nothing returning id`),
    q.execute<{ missing: boolean }>(sql`
      select not exists (select from tool_runs where tenant_id = ${tenant} and id = ${run.id}::uuid) as missing`),
    q.execute(sql`
      update tool_runs set status = 'expired', sealed_args = null
      where tenant_id = ${tenant} and status = 'pending' and expires_at <= ${moment(run.at)}`),
  ]);
  if (made.rows.length > 0) return "made";
  return facts.rows[0]?.missing ? "limited" : "repeated";
}

/** How a call that was running ended. */
export async function finishToolRun(
  db: TenantDb,
  id: string,
  end: { status: RunStatus; reason: string | null; ms: number },
): Promise<void> {
  await db.run((q) => [
    q.execute(sql`
      update tool_runs set status = ${end.status}, reason = ${end.reason}, ms = ${end.ms}::int
      where tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid and status = 'running'`),
  ]);
}

export async function findToolRun(db: TenantDb, id: string, now: number): Promise<ToolRunRow | null> {
  const [rows] = await db.run((q) => [
    q.execute<ToolRunRow & Record<string, unknown>>(sql`
      select ${columns(now)} from tool_runs t where t.tenant_id = ${db.tenantId}::uuid and t.id = ${id}::uuid`),
  ]);
  return rows.rows[0] ?? null;
}

export interface ToolRunsWish {
  limit: number;
  before: SessionCursor | null;
  pendingOnly: boolean;
  now: number;
}

/** Newest first. */
export async function listToolRuns(
  db: TenantDb,
  { limit, before, pendingOnly, now }: ToolRunsWish,
): Promise<ToolRunRow[]> {
  const [rows] = await db.run((q) => [
    q.execute<ToolRunRow & Record<string, unknown>>(sql`
      select ${columns(now)} from tool_runs t
      where t.tenant_id = ${db.tenantId}::uuid
        and (not ${pendingOnly}::boolean or (t.status = 'pending' and t.expires_at > ${moment(now)}))
        and (${before?.id ?? null}::uuid is null
          or (t.at, t.id) < (${moment(before?.at ?? 0)}, ${before?.id ?? null}::uuid))
      order by t.at desc, t.id desc limit ${limit}::int`),
  ]);
  return rows.rows;
}

export interface RunVerdict {
  id: string;
  /** Of the arguments that were read. */
  argsHash: string;
  by: KeyId;
  to: "running" | "denied";
  now: number;
}

/**
 * Decides about a call that waits, once, and erases what it was to be called with. Answers the row as it was, sealed
 * arguments included; null when there is nothing to decide (any more) or it was for other arguments.
 */
export async function decideToolRun(
  db: TenantDb,
  { id, argsHash, by, to, now }: RunVerdict,
): Promise<ToolRunRow | null> {
  const [rows] = await db.run((q) => [
    q.execute<ToolRunRow & Record<string, unknown>>(sql`
      update tool_runs r set status = ${to}, decided_by = ${by}::uuid, sealed_args = null
      from (
        select t.tenant_id, ${columns(now)} from tool_runs t
        where t.tenant_id = ${db.tenantId}::uuid and t.id = ${id}::uuid and t.status = 'pending'
          and t.args_hash = ${argsHash} and t.expires_at > ${moment(now)}
        for update
      ) was
      where r.tenant_id = was.tenant_id and r.id = was.id
      returning was.id, was.tool, was."argsHash", was.status, was.reason, was.ms, was."sessionId", was."keyId",
        r.decided_by as "decidedBy", was.at, was."expiresAt", was."sealedArgs"`),
  ]);
  return rows.rows[0] ?? null;
}
