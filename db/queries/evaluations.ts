import { sql } from "drizzle-orm";
import type { AuditEntry } from "@/lib/audit/protocol";
import type { EvaluationCase, EvaluationSetSummary, EvaluationSetView, RunSummary } from "@/lib/playground/protocol";
import type { PersonId, ProjectId } from "@/lib/platform/ids";
import { audited } from "../audit/statement";
import type { TenantDb } from "../client";
import { RUN } from "../evaluations/run-columns";

type Row<T> = T & Record<string, unknown>;

const moment = (at: number) => sql`to_timestamp(${at}::float8 / 1000)`;

/** Those of a project, or of all; the newest change first, each with its newest run. */
export async function listEvaluationSets(db: TenantDb, project: ProjectId | null): Promise<EvaluationSetSummary[]> {
  const [rows] = await db.run((q) => [
    q.execute<Row<EvaluationSetSummary>>(sql`
      select s.id, s.name, s.project_id as "projectId", p.name as "projectName",
        round(extract(epoch from s.updated_at) * 1000)::float8 as "updatedAt",
        (select count(*)::int from evaluation_cases c where c.tenant_id = s.tenant_id and c.set_id = s.id) as cases,
        (select to_jsonb(last) from (
          select ${RUN} from evaluation_runs r where r.tenant_id = s.tenant_id and r.set_id = s.id
          order by r.created_at desc, r.id desc limit 1) last) as "lastRun"
      from evaluation_sets s join projects p on p.tenant_id = s.tenant_id and p.id = s.project_id
      where s.tenant_id = ${db.tenantId}::uuid and (${project}::uuid is null or s.project_id = ${project}::uuid)
      order by s.updated_at desc, s.id`),
  ]);
  return rows.rows;
}

/** A set with its cases, and its newest runs. Null for a foreign or missing id. */
export async function findEvaluationSet(db: TenantDb, id: string, runsMax: number): Promise<EvaluationSetView | null> {
  const [sets, cases, runs] = await db.snapshot((q) => [
    q.execute<Row<Omit<EvaluationSetView, "cases" | "runs">>>(sql`
      select s.id, s.name, s.project_id as "projectId", p.name as "projectName"
      from evaluation_sets s join projects p on p.tenant_id = s.tenant_id and p.id = s.project_id
      where s.tenant_id = ${db.tenantId}::uuid and s.id = ${id}::uuid`),
    q.execute<Row<EvaluationCase>>(sql`
      select id, question, expects from evaluation_cases
      where tenant_id = ${db.tenantId}::uuid and set_id = ${id}::uuid order by position, id`),
    q.execute<Row<RunSummary>>(sql`
      select ${RUN} from evaluation_runs r where r.tenant_id = ${db.tenantId}::uuid and r.set_id = ${id}::uuid
      order by r.created_at desc, r.id desc limit ${runsMax}::int`),
  ]);
  const [set] = sets.rows;
  return set ? { ...set, cases: cases.rows, runs: runs.rows } : null;
}

/** Makes an empty set. `full`: the tenant has `max`; `missing`: there is no such project. */
export async function insertEvaluationSet(
  db: TenantDb,
  set: { id: string; projectId: ProjectId; name: string; createdBy: PersonId | null },
  at: { nowMs: number; max: number },
  audit: AuditEntry | null = null,
): Promise<"done" | "full" | "missing"> {
  const [, projects, made] = await db.run((q) => [
    q.execute(sql`select pg_advisory_xact_lock(hashtextextended('evaluation_sets:' || ${db.tenantId}::text, 0))`),
    q.execute(sql`select id from projects where tenant_id = ${db.tenantId}::uuid and id = ${set.projectId}::uuid`),
    q.execute(
      audited(
        sql`
      insert into evaluation_sets (tenant_id, id, project_id, name, created_by, created_at, updated_at)
      select p.tenant_id, ${set.id}::uuid, p.id, ${set.name}, ${set.createdBy}::uuid, ${moment(at.nowMs)}, ${moment(at.nowMs)}
      from projects p where p.tenant_id = ${db.tenantId}::uuid and p.id = ${set.projectId}::uuid
        and (select count(*) from evaluation_sets where tenant_id = ${db.tenantId}::uuid) < ${at.max}::int
      on conflict do nothing returning id`,
        audit,
      ),
    ),
  ]);
  if (projects.rows.length === 0) return "missing";
  return made.rowCount === 1 ? "done" : "full";
}

/** Takes its cases and its runs with it. False for a foreign or missing id. */
export async function deleteEvaluationSet(db: TenantDb, id: string, audit: AuditEntry | null = null): Promise<boolean> {
  const [gone] = await db.run((q) => [
    q.execute(
      audited(
        sql`delete from evaluation_sets where tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid returning id`,
        audit,
      ),
    ),
  ]);
  return gone.rowCount === 1;
}

/** Adds cases behind those that are there, all of them or none. `full`: there would be more than `max`. */
export async function insertEvaluationCases(
  db: TenantDb,
  set: string,
  cases: readonly EvaluationCase[],
  at: { nowMs: number; max: number },
): Promise<"done" | "full" | "missing"> {
  const rows = cases.map((one, index) => ({ ...one, index }));
  const mine = sql`tenant_id = ${db.tenantId}::uuid and set_id = ${set}::uuid`;
  const [held, made] = await db.run((q) => [
    q.execute(sql`
      update evaluation_sets set updated_at = ${moment(at.nowMs)}
      where tenant_id = ${db.tenantId}::uuid and id = ${set}::uuid returning id`),
    q.execute(sql`
      insert into evaluation_cases (tenant_id, id, set_id, position, question, expects)
      select s.tenant_id, c.id, s.id, last.position + c.index + 1, c.question, c.expects
      from evaluation_sets s,
        (select coalesce(max(position), 0) as position, count(*) as count from evaluation_cases where ${mine}) last,
        jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c (id uuid, question text, expects jsonb, index int)
      where s.tenant_id = ${db.tenantId}::uuid and s.id = ${set}::uuid
        and last.count + ${cases.length}::int <= ${at.max}::int`),
  ]);
  if (held.rows.length === 0) return "missing";
  return made.rowCount === cases.length ? "done" : "full";
}

/** False for a case that is foreign, missing, or of another set. */
export async function updateEvaluationCase(
  db: TenantDb,
  set: string,
  { id, question, expects }: EvaluationCase,
  nowMs: number,
): Promise<boolean> {
  const [changed] = await db.run((q) => [
    q.execute(sql`
      update evaluation_cases set question = ${question}, expects = ${JSON.stringify(expects)}::jsonb
      where tenant_id = ${db.tenantId}::uuid and set_id = ${set}::uuid and id = ${id}::uuid`),
    q.execute(sql`
      update evaluation_sets set updated_at = ${moment(nowMs)}
      where tenant_id = ${db.tenantId}::uuid and id = ${set}::uuid`),
  ]);
  return changed.rowCount === 1;
}

/** Those of the ids that are cases of the set. Answers how many went. */
export async function deleteEvaluationCases(db: TenantDb, set: string, ids: readonly string[]): Promise<number> {
  const [gone] = await db.run((q) => [
    q.execute(sql`
      delete from evaluation_cases where tenant_id = ${db.tenantId}::uuid and set_id = ${set}::uuid
        and id in (select id::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) as wanted (id))`),
  ]);
  return gone.rowCount ?? 0;
}
