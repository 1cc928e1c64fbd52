/** What every statement that computes days has in common. */
import { sql, type SQL } from "drizzle-orm";
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
 * The days, as rows of `day`: none where the figures are of another zone by now, so that the statement changes nothing.
 * Asked after the lock of the state was taken.
 */
export function wantedDays({ tenant, report, zone, days }: DaysPlan): SQL {
  return sql`(
    select wanted.day from unnest(${sql.param(days)}::date[]) as wanted (day)
    where exists (select from report_states s where s.tenant_id = ${tenant} and s.report = ${report} and s.zone = ${zone}))`;
}

/**
 * Whether a moment is in the day: first what an index can tell, then what the calendar on the wall says. Not by equality,
 * for which Postgres would rather look at every row once and ask its calendar.
 */
export function isInDay(at: SQL, day: SQL, zone: string): SQL {
  return sql`${at} >= (${day}::timestamp at time zone ${zone}::text) - ${SLACK}
    and ${at} < ((${day} + 1)::timestamp at time zone ${zone}::text) + ${SLACK}
    and (${at} at time zone ${zone}::text)::date between ${day} and ${day}`;
}
