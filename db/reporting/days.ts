/** What every statement that computes days has in common. */
import { sql, type SQL } from "drizzle-orm";
import { blocksOf } from "@/lib/reporting/core/blocks";
import type { ReportId } from "@/lib/reporting/protocol";

/** Days of a tenant that are computed anew, whole. */
export interface DaysPlan {
  tenant: SQL;
  report: ReportId;
  zone: string;
  days: readonly string[];
}

/** No zone's clock jumps by more at its midnight: what is read around a day before its own calendar decides. */
const SLACK = sql`interval '3 hours'`;

/**
 * The days, as rows of `day` and of the moments `from_at` and `until_at` around it: none where the figures are of another
 * zone by now, so that the statement changes nothing. Asked after the lock of the state was taken. Apart (`offset 0`),
 * because under row-level security an index is only asked for plain columns.
 */
export function wantedDays({ tenant, report, zone, days }: DaysPlan): SQL {
  return sql`(
    select wanted.day, (wanted.day::timestamp at time zone ${zone}::text) - ${SLACK} as from_at,
      ((wanted.day + 1)::timestamp at time zone ${zone}::text) + ${SLACK} as until_at
    from unnest(${sql.param(days)}::date[]) as wanted (day)
    where exists (select from report_states s where s.tenant_id = ${tenant} and s.report = ${report} and s.zone = ${zone})
    offset 0)`;
}

/** Whether a row is of one of the days, or of a block that one of them is in. */
export function isGone({ tenant, report, zone, days }: DaysPlan): SQL {
  const gone = new Set(
    days.flatMap((day) => [`${day}/${day}`, ...blocksOf(day).map(({ from, until }) => `${from}/${until}`)]),
  );
  const [firsts, lasts] = [0, 1].map((end) => [...gone].map((each) => each.split("/")[end]));
  return sql`(day, until) in (
    select g.day, g.until from unnest(${sql.param(firsts)}::date[], ${sql.param(lasts)}::date[]) as g (day, until)
    where exists (select from report_states s where s.tenant_id = ${tenant} and s.report = ${report} and s.zone = ${zone}))`;
}

/**
 * Rows of a table whose moment is in the day `d`: first what an index can tell, then what the calendar on the wall says.
 * Day by day (`offset 0`): all at once, Postgres would rather ask its calendar about every row there is.
 */
export function rowsOfDay({ tenant, zone }: DaysPlan, table: string, at: string): SQL {
  const moment = sql`r.${sql.identifier(at)}`;
  return sql`lateral (
    select r.* from ${sql.identifier(table)} r
    where r.tenant_id = ${tenant} and ${moment} >= d.from_at and ${moment} < d.until_at
      and (${moment} at time zone ${zone}::text)::date = d.day
    offset 0)`;
}

/** Held until commit: two who compute figures of one report go one after the other. */
export function lockState(tenant: SQL, report: ReportId): SQL {
  return sql`select 1 from report_states where tenant_id = ${tenant} and report = ${report} for update`;
}
