/** Reads the figures of reports from their days. */
import { sql } from "drizzle-orm";
import type { ProjectId } from "@/lib/platform/ids";
import { REPORT_BOUNDS, type Dimension, type ReportId } from "@/lib/reporting/protocol";
import type { RawFigures, RawGroup, RawReport, Spread } from "@/lib/reporting/core/raw";
import type { TenantDb } from "../client";
import { selectPeople, selectPercentiles } from "../reporting/percentiles";
import { daysTable, groupName, groupScope, SIZE, SUMS, wholeScope, type Period } from "../reporting/scope";

export interface FiguresWish {
  report: ReportId;
  period: Period;
  before: Period;
  by: Dimension | null;
  project: ProjectId | null;
  /**
   * What is told of each group in the period before: what adds up, or everything. Times and people of a year of many
   * groups take as long as all else, and only files show them.
   */
  groupsBefore: "counts" | "all";
}

type Sums = Record<string, number>;
type SpreadRow = { key: string; measure: string; p50: number; p95: number };
type PeopleRow = { key: string; people: number };

/**
 * Every figure of a report and of the period before it, in one snapshot; null where they are of another zone, since
 * somebody changed it a moment ago.
 */
export async function readReportFigures(db: TenantDb, wish: FiguresWish, zone: string): Promise<RawReport | null> {
  const { report, period, before, by, project, groupsBefore } = wish;
  const tenant = sql`${db.tenantId}::uuid`;
  const whole = wholeScope(report, project);
  const groups = by === null ? sql`false` : groupScope(tenant, report, by, project);
  const days = sql`tenant_id = ${tenant} and day between ${before.from}::date and ${period.until}::date`;
  const columns = Object.entries(SUMS[report]);
  const total = (when: string) =>
    columns.map(([name, column]) => {
      const only = when === "now" ? sql`day >= ${period.from}::date` : sql`day < ${period.from}::date`;
      const sum = sql`coalesce(sum(${sql.identifier(column)}) filter (where ${only}), 0)::float8`;
      return sql`${sum} as ${sql.identifier(`${when}.${name}`)}`;
    });
  const extras = (scope: typeof whole, within: Period) =>
    report === "chat" ? selectPeople(tenant, scope, within) : selectPercentiles(tenant, report, scope, within);
  const [, state, dayRows, daySpreads, nowExtra, beforeExtra, groupRows, groupNow, groupBefore] = await db.snapshot(
    (q) => [
      // To start a second process takes longer than what it would take over.
      q.execute(sql`set local max_parallel_workers_per_gather = 0`),
      q.execute<{ zone: string }>(sql`
      select zone from report_states where tenant_id = ${tenant} and report = ${report} and zone = ${zone}`),
      q.execute<Sums & { day: string }>(sql`
      select to_char(day, 'YYYY-MM-DD') as day, ${sql.join(
        columns.map(([name, column]) => sql`${sql.identifier(column)}::float8 as ${sql.identifier(name)}`),
        sql`, `,
      )}
      from ${daysTable(report)} where ${days} and ${whole}`),
      q.execute<{ day: string } & SpreadRow>(
        report === "chat"
          ? sql`select 1 where false`
          : sql`
      select to_char(day, 'YYYY-MM-DD') as day, measure, p50, p95 from report_spreads
      where ${days} and report = ${report} and ${whole}`,
      ),
      q.execute<SpreadRow & PeopleRow>(extras(whole, period)),
      q.execute<SpreadRow & PeopleRow>(extras(whole, before)),
      q.execute<Sums & { key: string; name: string | null }>(
        by === null
          ? sql`select 1 where false`
          : sql`
      select g.*, ${groupName(tenant, by, sql`g.key`)} as name from (
        select key, ${sql.join([...total("now"), ...total("before")], sql`, `)}
        from ${daysTable(report)} where ${days} and ${groups}
        group by key order by ${sql.identifier(`now.${SIZE[report]}`)} desc, ${sql.identifier(`before.${SIZE[report]}`)} desc, key collate "C"
        limit ${REPORT_BOUNDS.groupsMax}
      ) g`,
      ),
      q.execute<SpreadRow & PeopleRow>(by === null ? sql`select 1 where false` : extras(groups, period)),
      q.execute<SpreadRow & PeopleRow>(
        by === null || groupsBefore === "counts" ? sql`select 1 where false` : extras(groups, before),
      ),
    ],
  );
  if (state.rows.length === 0) return null;
  const spreadsOfDays = Map.groupBy(daySpreads.rows, ({ day }) => day);
  const extraOf = (rows: (SpreadRow & PeopleRow)[]): RawFigures => ({
    sums: report === "chat" ? { people: rows[0]?.people ?? 0 } : {},
    spreads: spreadsOf(rows),
  });
  const ofKey = (rows: (SpreadRow & PeopleRow)[]) => {
    const known = Map.groupBy(rows, ({ key }) => key);
    return (key: string) => extraOf(known.get(key) ?? []);
  };
  const [inNow, inBefore] = [ofKey(groupNow.rows), ofKey(groupBefore.rows)];
  return {
    days: new Map(
      dayRows.rows.map(({ day, ...sums }) => [
        day,
        { sums: sums as unknown as Sums, spreads: spreadsOf(spreadsOfDays.get(day) ?? []) },
      ]),
    ),
    now: extraOf(nowExtra.rows),
    before: extraOf(beforeExtra.rows),
    groups: groupRows.rows.map(({ key, name, ...sums }): RawGroup => {
      const of = (when: string, extra: RawFigures) => ({
        sums: {
          ...Object.fromEntries(columns.map(([each]) => [each, (sums as unknown as Sums)[`${when}.${each}`] ?? 0])),
          ...extra.sums,
        },
        spreads: extra.spreads,
      });
      return { key, name, now: of("now", inNow(key)), before: of("before", inBefore(key)) };
    }),
  };
}

function spreadsOf(rows: readonly SpreadRow[]): Record<string, Spread> {
  return Object.fromEntries(
    rows.filter(({ measure }) => measure !== undefined).map(({ measure, p50, p95 }) => [measure, { p50, p95 }]),
  );
}
