import { sql, type SQL } from "drizzle-orm";
import { isInDay, wantedDays, type DaysPlan } from "./days";
import { insertSpreads } from "./spreads";

/**
 * All together, each model, provider and key, and models and providers of each key: an assistant's calls are made with a
 * key that has the assistant's own id, so this is what there is of one assistant.
 */
const PLACE = sql`
  case when grouping(holder) = 0 and (grouping(model) = 0 or grouping(provider) = 0) then holder else '' end as project,
  case when grouping(model) = 0 then 'model' when grouping(provider) = 0 then 'provider'
    when grouping(holder) = 0 then 'key' else '' end as by,
  case when grouping(model) = 0 then model when grouping(provider) = 0 then provider
    when grouping(holder) = 0 then holder else '' end as key, day`;
const SETS = sql`
  grouping sets ((day), (day, model), (day, provider), (day, holder), (day, holder, model), (day, holder, provider))`;

/** Figures of model calls that began on these days. */
export function computeModelDays(plan: DaysPlan): SQL[] {
  const { tenant, zone, days, report } = plan;
  if (days.length === 0) return [];
  const calls = sql`
    select d.day, u.key_id::text as holder, u.model, u.provider, u."end", u.prompt_tokens, u.completion_tokens, u.cost,
      u.first_token_ms, u.total_ms
    from ${wantedDays(plan)} d
    join usage_events u on u.tenant_id = ${tenant} and ${isInDay(sql`u.at`, sql`d.day`, zone)}`;
  const took = (column: SQL, only: SQL) => sql`
    select ${PLACE}, array_agg(${column} order by ${column}) as took
    from (${calls}) c where ${only} group by ${SETS}`;
  return [
    sql`delete from report_model_days where tenant_id = ${tenant} and day in (select day from ${wantedDays(plan)} d)`,
    sql`
    delete from report_spreads where tenant_id = ${tenant} and report = ${report}
      and day in (select day from ${wantedDays(plan)} d)`,
    sql`
    insert into report_model_days (tenant_id, project, by, key, day, calls, failed, prompt_tokens, completion_tokens, cost)
    select ${tenant}, ${PLACE}, count(*), count(*) filter (where "end" not in ('ok', 'aborted')), sum(prompt_tokens),
      sum(completion_tokens), sum(cost)
    from (${calls}) c group by ${SETS}`,
    insertSpreads(plan, "firstToken", took(sql`first_token_ms`, sql`first_token_ms is not null`)),
    // Of those that came to their end: what was cut says nothing about how long an answer takes.
    insertSpreads(plan, "total", took(sql`total_ms`, sql`"end" = 'ok'`)),
  ];
}
