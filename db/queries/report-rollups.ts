/** Keeps the figures of days up to date with the base tables. */
import { sql, type SQL } from "drizzle-orm";
import type { ReportId } from "@/lib/reporting/protocol";
import type { TenantDb } from "../client";
import { computeAssistantDays } from "../reporting/assistant-days";
import { computeChatDays } from "../reporting/chat-days";
import { lockState, type DaysPlan } from "../reporting/days";
import { computeModelDays } from "../reporting/model-days";

/** Marks that stand for the same days. */
export interface MarkedDays {
  first: string;
  last: string;
  ids: number[];
}

export interface RollupState {
  /** The tenant's. */
  zone: string;
  /** That of the figures; null: there are none yet. */
  builtZone: string | null;
  marks: MarkedDays[];
  /** Whether these are all marks that there were. */
  isAll: boolean;
}

const MARKS_AT_ONCE = 20_000;

/** What has changed since the figures were computed: of the days of a period, or of all. The earliest first. */
export async function readRollupState(
  db: TenantDb,
  report: ReportId,
  period: { from: string; until: string } | null,
): Promise<RollupState> {
  const tenant = sql`${db.tenantId}::uuid`;
  const [states, marks] = await db.snapshot((q) => [
    q.execute<{ zone: string; builtZone: string | null }>(sql`
      select ${zoneOf(tenant)} as zone,
        (select zone from report_states where tenant_id = ${tenant} and report = ${report}) as "builtZone"`),
    q.execute<MarkedDays & Record<string, unknown>>(sql`
      select to_char(first, 'YYYY-MM-DD') as first, to_char(last, 'YYYY-MM-DD') as last, json_agg(id) as ids
      from (
        select m.id, (m.from_at at time zone z.zone)::date as first,
          ((m.until_at - interval '1 microsecond') at time zone z.zone)::date as last
        from report_marks m cross join (select ${zoneOf(tenant)} as zone) z
        where m.tenant_id = ${tenant} and m.report = ${report} and ${period === null ? sql`true` : touches(period)}
        order by m.from_at limit ${MARKS_AT_ONCE}
      ) marked
      group by 1, 2 order by min(marked.first), max(marked.last)`),
  ]);
  const count = marks.rows.reduce((sum, { ids }) => sum + ids.length, 0);
  return { ...(states.rows[0] ?? { zone: "UTC", builtZone: null }), marks: marks.rows, isAll: count < MARKS_AT_ONCE };
}

const COMPUTE: Record<ReportId, (plan: DaysPlan) => SQL[]> = {
  chat: computeChatDays,
  assistant: computeAssistantDays,
  models: computeModelDays,
};

/**
 * Computes days anew, whole, and takes away the marks that were seen: one that was written meanwhile stays. A repeat
 * changes nothing. Changes nothing either where the figures are of another zone by now.
 */
export async function refreshReportDays(
  db: TenantDb,
  report: ReportId,
  { zone, days, marks }: { zone: string; days: readonly string[]; marks: readonly number[] },
): Promise<void> {
  const tenant = sql`${db.tenantId}::uuid`;
  const plan = { tenant, report, zone, days };
  await db.run((q) => [
    // Locks it as well: two who compute go one after the other.
    q.execute(sql`
      update report_states set revision = revision + 1 where tenant_id = ${tenant} and report = ${report}`),
    // Before the days are computed: what the later statements see is at least what these marks stand for.
    q.execute(sql`
      delete from report_marks where tenant_id = ${tenant} and report = ${report} and id = any(${sql.param(marks)}::bigint[])
        and exists (select from report_states s where s.tenant_id = ${tenant} and s.report = ${report} and s.zone = ${zone})`),
    ...COMPUTE[report](plan).map((statement) => q.execute(statement)),
  ]);
}

/** Begins a report's figures in a zone: those of another one go, and every day that has something is marked. */
export async function beginReportZone(db: TenantDb, report: ReportId, zone: string): Promise<void> {
  const tenant = sql`${db.tenantId}::uuid`;
  const isOther = sql`exists (
    select from report_states s where s.tenant_id = ${tenant} and s.report = ${report} and s.zone <> ${zone})`;
  await db.run((q) => [
    q.execute(sql`
      insert into report_states (tenant_id, report, zone) values (${tenant}, ${report}, '')
      on conflict (tenant_id, report) do nothing`),
    q.execute(lockState(tenant, report)),
    ...ROLLUPS[report].map((rollup) => q.execute(sql`delete from ${rollup} and tenant_id = ${tenant} and ${isOther}`)),
    q.execute(sql`delete from report_marks where tenant_id = ${tenant} and report = ${report} and ${isOther}`),
    q.execute(sql`
      insert into report_marks (tenant_id, report, from_at, until_at)
      select ${tenant}, ${report}, day, day + interval '24 hours'
      from (${firstAndLast(tenant, report)}) moments (first, last)
      cross join lateral generate_series(date_trunc('day', first, 'UTC'), last, interval '24 hours') day
      where first is not null and ${isOther}`),
    q.execute(
      sql`update report_states set zone = ${zone}, revision = revision + 1 where tenant_id = ${tenant} and report = ${report}`,
    ),
  ]);
}

const ROLLUPS: Record<ReportId, SQL[]> = {
  chat: [sql`report_chat_days where true`, sql`report_chat_people where true`],
  assistant: [sql`report_assistant_days where true`, sql`report_spreads where report = 'assistant'`],
  models: [sql`report_model_days where true`, sql`report_spreads where report = 'models'`],
};

function firstAndLast(tenant: SQL, report: ReportId): SQL {
  const of = (table: SQL, column: SQL) => sql`
    select min(${column}) as first, max(${column}) as last from ${table} where tenant_id = ${tenant}`;
  if (report === "chat") return of(sql`messages`, sql`at`);
  if (report === "models") return of(sql`usage_events`, sql`at`);
  return sql`
    select min(first), max(last) from (
      ${of(sql`conversations`, sql`created_at`)} union all ${of(sql`conversation_messages`, sql`at`)}
    ) both_of`;
}

function zoneOf(tenant: SQL): SQL {
  return sql`coalesce((select zone from tenant_config where tenant_id = ${tenant}), 'UTC')`;
}

/** Whether a mark may be of days of the period, in any zone. */
function touches({ from, until }: { from: string; until: string }): SQL {
  return sql`m.from_at < (${until}::date + 2)::timestamp at time zone 'UTC'
    and m.until_at > (${from}::date - 1)::timestamp at time zone 'UTC'`;
}
