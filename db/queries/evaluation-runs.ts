import { sql } from "drizzle-orm";
import type { AuditEntry } from "@/lib/audit/protocol";
import type { CaseResult, EvaluationCase, RunCase, RunFault, RunState, RunSummary } from "@/lib/playground/protocol";
import type { PersonId, ProjectId } from "@/lib/platform/ids";
import { audited } from "../audit/statement";
import type { TenantDb } from "../client";
import { RUN } from "../evaluations/run-columns";

type Row<T> = T & Record<string, unknown>;

const moment = (at: number) => sql`to_timestamp(${at}::float8 / 1000)`;

export interface NewRun {
  id: string;
  setId: string;
  model: string | null;
  promptNumber: number;
  houseNumber: number;
  budget: number;
  createdBy: PersonId | null;
}

/**
 * Begins a run over the cases as they are now. `running`: another one of the set has not ended; `empty`: there is nothing
 * to ask; `missing`: there is no such set.
 */
export async function insertEvaluationRun(
  db: TenantDb,
  run: NewRun,
  nowMs: number,
  audit: AuditEntry | null = null,
): Promise<"done" | "running" | "empty" | "missing"> {
  const set = sql`tenant_id = ${db.tenantId}::uuid and set_id = ${run.setId}::uuid`;
  const [held, cases, made] = await db.run((q) => [
    // One after the other: two who press at once do not both begin.
    q.execute(sql`
      select id from evaluation_sets where tenant_id = ${db.tenantId}::uuid and id = ${run.setId}::uuid for update`),
    q.execute(sql`select id from evaluation_cases where ${set} limit 1`),
    q.execute(
      audited(
        sql`
      insert into evaluation_runs (tenant_id, id, set_id, state, model, prompt_number, house_number, budget, created_by, created_at)
      select s.tenant_id, ${run.id}::uuid, s.id, 'running', ${run.model}::text, ${run.promptNumber}::int,
        ${run.houseNumber}::int, ${run.budget}::bigint, ${run.createdBy}::uuid, ${moment(nowMs)}
      from evaluation_sets s where s.tenant_id = ${db.tenantId}::uuid and s.id = ${run.setId}::uuid
        and exists (select from evaluation_cases where ${set})
        and not exists (select from evaluation_runs where ${set} and state = 'running')
      on conflict do nothing returning id`,
        audit,
      ),
    ),
    q.execute(sql`
      insert into evaluation_results (tenant_id, run_id, case_id, position, question, expects)
      select c.tenant_id, r.id, c.id, c.position, c.question, c.expects
      from evaluation_cases c join evaluation_runs r on r.tenant_id = c.tenant_id and r.set_id = c.set_id
      where c.tenant_id = ${db.tenantId}::uuid and c.set_id = ${run.setId}::uuid and r.id = ${run.id}::uuid
      on conflict do nothing`),
  ]);
  if (held.rows.length === 0) return "missing";
  if (cases.rows.length === 0) return "empty";
  return made.rowCount === 1 ? "done" : "running";
}

/** A run with its cases in their order. Null for a foreign or missing id. */
export async function findEvaluationRun(
  db: TenantDb,
  id: string,
): Promise<{ run: RunSummary & { setId: string; projectId: ProjectId }; cases: RunCase[] } | null> {
  const [runs, cases] = await db.snapshot((q) => [
    q.execute<Row<RunSummary & { setId: string; projectId: ProjectId }>>(sql`
      select ${RUN}, r.set_id as "setId", s.project_id as "projectId" from evaluation_runs r
      join evaluation_sets s on s.tenant_id = r.tenant_id and s.id = r.set_id
      where r.tenant_id = ${db.tenantId}::uuid and r.id = ${id}::uuid`),
    q.execute<Row<RunCase>>(sql`
      select case_id as id, question, expects,
        case when verdict is null then null else jsonb_build_object('verdict', verdict, 'faults', faults,
          'answer', answer, 'outcome', outcome, 'cited', cited, 'model', model, 'confidence', confidence,
          'promptTokens', prompt_tokens, 'completionTokens', completion_tokens, 'cost', cost, 'totalMs', total_ms)
        end as result
      from evaluation_results
      where tenant_id = ${db.tenantId}::uuid and run_id = ${id}::uuid order by position, case_id`),
  ]);
  const [run] = runs.rows;
  return run ? { run, cases: cases.rows } : null;
}

/** What there is to do: the next cases that nobody asked yet. Null: the run has ended, or is none. */
export async function listWaitingCases(
  db: TenantDb,
  run: string,
  limit: number,
): Promise<{ cases: EvaluationCase[]; spent: number; budget: number } | null> {
  const [runs, cases] = await db.snapshot((q) => [
    q.execute<Row<{ spent: number; budget: number }>>(sql`
      select r.budget::float8 as budget, coalesce((select sum(e.cost) from evaluation_results e
        where e.tenant_id = r.tenant_id and e.run_id = r.id), 0)::float8 as spent
      from evaluation_runs r where r.tenant_id = ${db.tenantId}::uuid and r.id = ${run}::uuid and r.state = 'running'`),
    q.execute<Row<EvaluationCase>>(sql`
      select case_id as id, question, expects from evaluation_results
      where tenant_id = ${db.tenantId}::uuid and run_id = ${run}::uuid and verdict is null
      order by position, case_id limit ${limit}::int`),
  ]);
  const [found] = runs.rows;
  return found ? { ...found, cases: cases.rows } : null;
}

/** What a case came to; the first answer stays. */
export async function saveCaseResult(db: TenantDb, run: string, caseId: string, result: CaseResult): Promise<void> {
  const { faults, cited, ...rest } = result;
  await db.run((q) => [
    q.execute(sql`
      update evaluation_results set verdict = ${rest.verdict}, faults = ${JSON.stringify(faults)}::jsonb,
        answer = ${rest.answer}, outcome = ${rest.outcome}::text, cited = ${JSON.stringify(cited)}::jsonb,
        model = ${rest.model}::text, confidence = ${rest.confidence}::real, prompt_tokens = ${rest.promptTokens}::int,
        completion_tokens = ${rest.completionTokens}::int, cost = ${rest.cost}::bigint, total_ms = ${rest.totalMs}::int
      where tenant_id = ${db.tenantId}::uuid and run_id = ${run}::uuid and case_id = ${caseId}::uuid
        and verdict is null`),
  ]);
}

/** Ends a run that is running. False: it had ended, or there is none. */
export async function endEvaluationRun(
  db: TenantDb,
  run: string,
  { state, fault }: { state: Exclude<RunState, "running">; fault: RunFault | null },
  nowMs: number,
): Promise<boolean> {
  const [ended] = await db.run((q) => [
    q.execute(sql`
      update evaluation_runs set state = ${state}, fault = ${fault}::text, ended_at = ${moment(nowMs)}
      where tenant_id = ${db.tenantId}::uuid and id = ${run}::uuid and state = 'running'`),
  ]);
  return ended.rowCount === 1;
}
