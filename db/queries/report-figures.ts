/** Reads the figures of reports from their days. */
import { sql, type SQL } from "drizzle-orm";
import type { ProjectId } from "@/lib/platform/ids";
import { blocksWithin } from "@/lib/reporting/core/blocks";
import { REPORT_BOUNDS, type Dimension, type ReportId } from "@/lib/reporting/protocol";
import type { RawFigures, RawGroup, RawReport, Spread } from "@/lib/reporting/core/raw";
import type { TenantDb } from "../client";
import { IN_COVER, withCover } from "../reporting/cover";
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
type ExtraRow = SpreadRow & { people: number };

/**
 * Every figure of a report and of the period before it, as of one moment; null where they are of another zone, or days were
 * computed anew while this was read. Groups are read beside the rest, which takes as long as they do.
 */
export async function readReportFigures(db: TenantDb, wish: FiguresWish, zone: string): Promise<RawReport | null> {
  const [whole, groups] = await Promise.all([
    readWhole(db, wish, zone),
    wish.by === null ? null : readGroups(db, wish, wish.by),
  ]);
  if (whole === null || (groups !== null && groups.revision !== whole.revision)) return null;
  return { ...whole.raw, groups: groups?.raw ?? [] };
}

type Read<T> = { revision: string; raw: T };

// To start a second process takes longer than what it would take over.
const ONE_PROCESS = sql`set local max_parallel_workers_per_gather = 0`;

function selectState(tenant: SQL, report: ReportId): SQL {
  return sql`select zone, revision::text as revision from report_states where tenant_id = ${tenant} and report = ${report}`;
}

/** What cannot be added up: people, and times. */
function selectExtras(tenant: SQL, report: ReportId, scope: SQL, within: Period): SQL {
  return report === "chat" ? selectPeople(tenant, scope, within) : selectPercentiles(tenant, report, scope, within);
}

async function readWhole(
  db: TenantDb,
  wish: FiguresWish,
  zone: string,
): Promise<Read<Omit<RawReport, "groups">> | null> {
  const { report, period, before, project } = wish;
  const tenant = sql`${db.tenantId}::uuid`;
  const scope = wholeScope(report, project);
  // The period before ends where this one begins.
  const days = sql`tenant_id = ${tenant} and day between ${before.from}::date and ${period.until}::date and until = day`;
  const [, state, dayRows, daySpreads, inNow, inBefore] = await db.snapshot((q) => [
    q.execute(ONE_PROCESS),
    q.execute<{ zone: string; revision: string }>(selectState(tenant, report)),
    q.execute<Sums & { day: string }>(sql`
      select to_char(day, 'YYYY-MM-DD') as day, ${sql.join(
        Object.entries(SUMS[report]).map(
          ([name, column]) => sql`${sql.identifier(column)}::float8 as ${sql.identifier(name)}`,
        ),
        sql`, `,
      )}
      from ${daysTable(report)} where ${days} and ${scope}`),
    q.execute<{ day: string } & SpreadRow>(
      report === "chat"
        ? sql`select 1 where false`
        : sql`
      select to_char(day, 'YYYY-MM-DD') as day, measure, p50, p95 from report_spreads
      where ${days} and report = ${report} and ${scope}`,
    ),
    q.execute<ExtraRow>(selectExtras(tenant, report, scope, period)),
    q.execute<ExtraRow>(selectExtras(tenant, report, scope, before)),
  ]);
  const known = state.rows[0];
  if (known?.zone !== zone) return null;
  const spreadsOfDays = Map.groupBy(daySpreads.rows, ({ day }) => day);
  return {
    revision: known.revision,
    raw: {
      days: new Map(
        dayRows.rows.map(({ day, ...sums }) => [
          day,
          { sums: sums as unknown as Sums, spreads: spreadsOf(spreadsOfDays.get(day) ?? []) },
        ]),
      ),
      now: extraOf(report, inNow.rows),
      before: extraOf(report, inBefore.rows),
    },
  };
}

async function readGroups(db: TenantDb, wish: FiguresWish, by: Dimension): Promise<Read<RawGroup[]>> {
  const { report, period, before, project, groupsBefore } = wish;
  const tenant = sql`${db.tenantId}::uuid`;
  const scope = groupScope(tenant, report, by, project);
  const names = Object.keys(SUMS[report]);
  const both = { from: before.from, until: period.until };
  const total = (when: string) =>
    Object.entries(SUMS[report]).map(([name, column]) => {
      const only = when === "now" ? sql`day >= ${period.from}::date` : sql`day < ${period.from}::date`;
      const sum = sql`coalesce(sum(${sql.identifier(column)}) filter (where ${only}), 0)::float8`;
      return sql`${sum} as ${sql.identifier(`${when}.${name}`)}`;
    });
  const [, state, groupRows, inNow, inBefore] = await db.snapshot((q) => [
    q.execute(ONE_PROCESS),
    q.execute<{ revision: string }>(selectState(tenant, report)),
    q.execute<Sums & { key: string; name: string | null }>(sql`
      ${withCover(tenant, report, both, [...blocksWithin(period), ...blocksWithin(before)])}
      select g.*, ${groupName(tenant, by, sql`g.key`)} as name from (
        select key, ${sql.join([...total("now"), ...total("before")], sql`, `)}
        from ${daysTable(report)} where tenant_id = ${tenant} and ${IN_COVER} and ${scope}
        group by key order by ${sql.identifier(`now.${SIZE[report]}`)} desc, ${sql.identifier(`before.${SIZE[report]}`)} desc, key collate "C"
        limit ${REPORT_BOUNDS.groupsMax}
      ) g`),
    q.execute<ExtraRow>(selectExtras(tenant, report, scope, period)),
    q.execute<ExtraRow>(
      groupsBefore === "counts" ? sql`select 1 where false` : selectExtras(tenant, report, scope, before),
    ),
  ]);
  const [ofNow, ofBefore] = [inNow.rows, inBefore.rows].map((rows) => Map.groupBy(rows, ({ key }) => key));
  return {
    revision: state.rows[0]?.revision ?? "",
    raw: groupRows.rows.map(({ key, name, ...sums }): RawGroup => {
      const of = (when: string, rows: readonly ExtraRow[] = []): RawFigures => {
        const extra = extraOf(report, rows);
        const counts = names.map((each) => [each, (sums as unknown as Sums)[`${when}.${each}`] ?? 0]);
        return { sums: { ...Object.fromEntries(counts), ...extra.sums }, spreads: extra.spreads };
      };
      return { key, name, now: of("now", ofNow?.get(key)), before: of("before", ofBefore?.get(key)) };
    }),
  };
}

function extraOf(report: ReportId, rows: readonly ExtraRow[]): RawFigures {
  return { sums: report === "chat" ? { people: rows[0]?.people ?? 0 } : {}, spreads: spreadsOf(rows) };
}

function spreadsOf(rows: readonly SpreadRow[]): Record<string, Spread> {
  return Object.fromEntries(
    rows.filter(({ measure }) => measure !== undefined).map(({ measure, p50, p95 }) => [measure, { p50, p95 }]),
  );
}
