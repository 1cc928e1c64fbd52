import { sql, type SQL } from "drizzle-orm";
import { isGone, rowsOfDay, wantedDays, type DaysPlan } from "./days";
import { insertSpreads } from "./spreads";

/** All together, each assistant, each language, and each language of each assistant: columns of the rows of a group. */
const PLACE = sql`
  case when grouping(project) = 0 and grouping(language) = 0 then project else '' end as project,
  case when grouping(language) = 0 then 'language' when grouping(project) = 0 then 'project' else '' end as by,
  case when grouping(language) = 0 then language when grouping(project) = 0 then project else '' end as key, day, day as until`;
const SETS = sql`grouping sets ((day), (day, project), (day, language), (day, project, language))`;

const FINISHED = sql`m.role = 'assistant' and m.state = 'complete'`;

/** Figures of conversations that began and of answers that were given on these days. */
export function computeAssistantDays(plan: DaysPlan): SQL[] {
  const { tenant, days } = plan;
  if (days.length === 0) return [];
  const took = (column: SQL) => sql`
    select ${PLACE}, array_agg(${column} order by ${column}) as took
    from answers where finished and ${column} is not null group by ${SETS}`;
  return [
    sql`delete from report_assistant_days where tenant_id = ${tenant} and ${isGone(plan)}`,
    sql`delete from report_spreads where tenant_id = ${tenant} and report = ${plan.report} and ${isGone(plan)}`,
    sql`
    with began as materialized (
      select d.day, c.project_id::text as project, c.language, said.answers, said.others
      from ${wantedDays(plan)} d
      cross join ${rowsOfDay(plan, "conversations", "created_at")} c
      cross join lateral (
        select count(*) filter (where ${FINISHED}) as answers,
          count(*) filter (where m.role = 'agent' or (${FINISHED} and m.data->>'outcome' is distinct from 'answered')) as others
        from conversation_messages m where m.tenant_id = ${tenant} and m.conversation_id = c.id
      ) said
      where c.last_seq > 0
    ), answers as materialized (
      select d.day, c.project_id::text as project, c.language, ${FINISHED} as finished,
        m.data->>'outcome' as outcome, m.data->>'vote' as vote,
        round((m.data->'trace'->>'firstTokenMs')::numeric)::int as first_token,
        round((m.data->'trace'->>'totalMs')::numeric)::int as total
      from ${wantedDays(plan)} d
      cross join ${rowsOfDay(plan, "conversation_messages", "at")} m
      join conversations c on c.tenant_id = ${tenant} and c.id = m.conversation_id
      where m.role = 'assistant'
    ), counted as (
      insert into report_assistant_days (tenant_id, project, by, key, day, until, conversations, settled, deflected, answers,
        abstained, ups, downs)
      select ${tenant}, ${PLACE}, sum(conversations), sum(settled), sum(deflected), sum(answers), sum(abstained), sum(ups),
        sum(downs)
      from (
        select day, project, language, 1 as conversations, (answers > 0)::int as settled,
          (answers > 0 and others = 0)::int as deflected, 0 as answers, 0 as abstained, 0 as ups, 0 as downs
        from began
        union all
        select day, project, language, 0, 0, 0, finished::int, (finished and outcome is not distinct from 'abstained')::int,
          (vote is not distinct from 'up')::int, (vote is not distinct from 'down')::int
        from answers
      ) facts
      group by ${SETS}
    ), spread as (${insertSpreads(plan, "firstToken", took(sql`first_token`))})
    ${insertSpreads(plan, "answer", took(sql`total`))}`,
  ];
}
