import { sql, type SQL } from "drizzle-orm";
import { isGone, rowsOfDay, wantedDays, type DaysPlan } from "./days";
import { insertSpreads } from "./spreads";

/**
 * All together, each model, provider and key, and models and providers of each assistant: its calls are made with a key
 * that has the assistant's own id and is none of the tenant's API keys.
 */
const PLACE = sql`
  case when grouping(assistant) = 0 then assistant else '' end as project,
  case when grouping(model) = 0 then 'model' when grouping(provider) = 0 then 'provider'
    when grouping(holder) = 0 then 'key' else '' end as by,
  case when grouping(model) = 0 then model when grouping(provider) = 0 then provider
    when grouping(holder) = 0 then holder else '' end as key, day, day as until`;
const SETS = sql`
  grouping sets ((day), (day, model), (day, provider), (day, holder), (day, assistant, model), (day, assistant, provider))
  having grouping(assistant) = 1 or assistant is not null`;

/** Figures of model calls that began on these days. */
export function computeModelDays(plan: DaysPlan): SQL[] {
  const { tenant, days } = plan;
  if (days.length === 0) return [];
  const took = (column: SQL, only: SQL) => sql`
    select ${PLACE}, array_agg(${column} order by ${column}) as took from calls where ${only} group by ${SETS}`;
  return [
    sql`delete from report_model_days where tenant_id = ${tenant} and ${isGone(plan)}`,
    sql`delete from report_spreads where tenant_id = ${tenant} and report = ${plan.report} and ${isGone(plan)}`,
    sql`
    with calls as materialized (
      select d.day, u.key_id::text as holder, u.model, u.provider, u."end", u.prompt_tokens, u.completion_tokens, u.cost,
        u.first_token_ms, u.total_ms,
        case when not exists (select from api_keys k where k.tenant_id = ${tenant} and k.id = u.key_id)
          then u.key_id::text end as assistant
      from ${wantedDays(plan)} d cross join ${rowsOfDay(plan, "usage_events", "at")} u
    ), counted as (
      insert into report_model_days (tenant_id, project, by, key, day, until, calls, failed, prompt_tokens, completion_tokens, cost)
      select ${tenant}, ${PLACE}, count(*), count(*) filter (where "end" not in ('ok', 'aborted')), sum(prompt_tokens),
        sum(completion_tokens), sum(cost)
      from calls group by ${SETS}
    ), spread as (${insertSpreads(plan, "firstToken", took(sql`first_token_ms`, sql`first_token_ms is not null`))})
    ${
      // Of those that came to their end: what was cut says nothing about how long an answer takes.
      insertSpreads(plan, "total", took(sql`total_ms`, sql`"end" = 'ok'`))
    }`,
  ];
}
