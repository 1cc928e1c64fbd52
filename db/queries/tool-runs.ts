import { sql, type SQL } from "drizzle-orm";
import type { AuditEntry } from "@/lib/audit/protocol";
import type { KeyId, PersonId, SessionId } from "@/lib/platform/ids";
import type { SessionCursor } from "@/lib/sessions/core/cursor";
import type { AskerKind, RunStatus } from "@/lib/tools/core/limits";
import { auditStatement } from "../audit/statement";
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
  /** Who asked: one of the two. */
  keyId: KeyId | null;
  personId: PersonId | null;
  decidedBy: KeyId | PersonId | null;
  decidedKind: AskerKind | null;
  at: number;
  expiresAt: number | null;
  /** Only while it waits for a decision. */
  sealedArgs: string | null;
}

export type NewToolRun = Omit<ToolRunRow, "ms" | "decidedBy" | "decidedKind">;

const ms = (column: string) => sql.raw(`round(extract(epoch from ${column}) * 1000)::float8`);
const moment = (value: number | null) => sql`to_timestamp(${value}::numeric / 1000.0)`;
const kind = (run: string) =>
  sql.raw(`case when ${run}.decided_by is not null then coalesce(${run}.decided_kind, 'key') end`);
/** One that nobody decided in time is expired, whether that was written down or not. */
const columns = (now: number) => sql`
  t.id, t.tool, t.args_hash as "argsHash", t.reason, t.ms, t.session_id as "sessionId", t.key_id as "keyId",
  t.person_id as "personId", t.decided_by as "decidedBy", ${kind("t")} as "decidedKind", ${ms("t.at")} as at, ${ms("t.expires_at")} as "expiresAt",
  case when t.status = 'pending' and t.expires_at <= ${moment(now)} then 'expired' else t.status end as status,
  case when t.status = 'pending' and t.expires_at > ${moment(now)} then t.sealed_args end as "sealedArgs"`;

/** How many calls may begin in a minute. */
export interface RunRates {
  /** Of a key, or of a person. */
  perAsker: number;
  perSession: number;
}

/**
 * Writes a call down before it is made, and erases what nobody decided about in time. `repeated`: it is there already.
 * `limited`: who asks or its session has had as many in the last minute as it may, also when many come at once.
 */
export async function insertToolRun(
  db: TenantDb,
  run: NewToolRun,
  { perAsker, perSession }: RunRates,
): Promise<"made" | "repeated" | "limited"> {
  const tenant = sql`${db.tenantId}::uuid`;
  const lastMinute = sql`tenant_id = ${tenant} and at > ${moment(run.at)} - interval '1 minute'`;
  const [, made, facts] = await db.run((q) => [
    q.execute(sql`select pg_advisory_xact_lock(hashtextextended('tool_runs:' || ${db.tenantId}::text, 0))`),
    q.execute(sql`
      insert into tool_runs (tenant_id, id, tool, args_hash, sealed_args, status, reason, session_id, key_id, person_id,
        at, expires_at)
      select ${tenant}, ${run.id}::uuid, ${run.tool}, ${run.argsHash}, ${run.sealedArgs}, ${run.status},
        ${run.reason}, ${run.sessionId}::uuid, ${run.keyId}::uuid, ${run.personId}::uuid, ${moment(run.at)}, ${moment(run.expiresAt)}
      where (select count(*) from tool_runs where ${lastMinute} and coalesce(key_id, person_id) = ${run.keyId ?? run.personId}::uuid)
          < ${perAsker}::int
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
  /** Null: every one. */
  status: RunStatus | null;
  now: number;
}

/** With what its asker, and whoever decided, is called; null: they are not there any more. */
export interface ListedRun extends ToolRunRow {
  askedName: string | null;
  decidedName: string | null;
}

const nameOf = (id: string) =>
  sql.raw(`coalesce(
    (select k.name from api_keys k where k.tenant_id = t.tenant_id and k.id = ${id}),
    (select p.name from people p where p.tenant_id = t.tenant_id and p.id = ${id}))`);

/** Newest first. */
export async function listToolRuns(db: TenantDb, { limit, before, status, now }: ToolRunsWish): Promise<ListedRun[]> {
  const lapsed = sql`(t.status = 'pending' and t.expires_at <= ${moment(now)})`;
  const [rows] = await db.run((q) => [
    q.execute<ListedRun & Record<string, unknown>>(sql`
      select ${columns(now)}, ${nameOf("coalesce(t.key_id, t.person_id)")} as "askedName",
        ${nameOf("t.decided_by")} as "decidedName"
      from tool_runs t
      where t.tenant_id = ${db.tenantId}::uuid
        and (${status}::text is null or case when ${lapsed} then 'expired' else t.status end = ${status}::text)
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
  by: { kind: AskerKind; id: KeyId | PersonId };
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
  audit: AuditEntry | null = null,
): Promise<ToolRunRow | null> {
  const change = sql`
      update tool_runs r set status = ${to}, decided_by = ${by.id}::uuid, decided_kind = ${by.kind}, sealed_args = null
      from (
        select t.tenant_id, ${columns(now)} from tool_runs t
        where t.tenant_id = ${db.tenantId}::uuid and t.id = ${id}::uuid and t.status = 'pending'
          and t.args_hash = ${argsHash} and t.expires_at > ${moment(now)}
        for update
      ) was
      where r.tenant_id = was.tenant_id and r.id = was.id
      returning was.id, was.tool, was."argsHash", was.status, was.reason, was.ms, was."sessionId", was."keyId",
        was."personId", r.decided_by as "decidedBy", r.decided_kind as "decidedKind", was.at, was."expiresAt",
        was."sealedArgs"`;
  const [rows] = await db.run((q) => [
    q.execute<ToolRunRow & Record<string, unknown>>(audit === null ? change : decided(change, audit)),
  ]);
  return rows.rows[0] ?? null;
}

/** The change and its entry in one statement, which answers the row that was changed. */
function decided(change: SQL, audit: AuditEntry): SQL {
  return sql`
    with done as (${change}), logged as (${auditStatement(audit, sql`exists (select from done)`)})
    select done.* from done, logged where logged.seq is not null`;
}
