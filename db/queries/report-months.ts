/** Puts the figures of days together for whole months, from which long periods are read. */
import { sql } from "drizzle-orm";
import type { ReportId } from "@/lib/reporting/protocol";
import type { TenantDb } from "../client";
import { lockState } from "../reporting/days";
import { computeMonth } from "../reporting/months";

/**
 * Months, by their first days, that have figures of days and are not put together: never, or not since one of their days
 * was computed anew. The month of the last day there is grows still, and is not among them.
 */
export async function listOpenMonths(db: TenantDb, report: ReportId): Promise<string[]> {
  const tenant = sql`${db.tenantId}::uuid`;
  const ofReport = (rows: "s" | "r") => {
    const table = sql.identifier(rows);
    return sql`${table}.tenant_id = ${tenant} and ${table}.report = ${report}`;
  };
  const [months] = await db.snapshot((q) => [
    q.execute<{ month: string }>(sql`
      select to_char(m.month, 'YYYY-MM-DD') as month
      from (
        select date_trunc('month', min(day)::timestamp) as first, date_trunc('month', max(day)::timestamp) as last
        from report_spreads s where ${ofReport("s")}
      ) known
      cross join lateral generate_series(first, last - interval '1 month', interval '1 month') as at
      cross join lateral (select at::date as month, (at + interval '1 month')::date as until) m
      where exists (select from report_spreads s where ${ofReport("s")} and s.day >= m.month and s.day < m.until)
        and not exists (select from report_month_spreads r where ${ofReport("r")} and r.month = m.month)
      order by m.month desc`),
  ]);
  return months.rows.map(({ month }) => month);
}

/** Puts a month together from its days as they are. Any number may do so at once; a repeat changes nothing. */
export async function computeReportMonth(db: TenantDb, report: ReportId, month: string): Promise<void> {
  const tenant = sql`${db.tenantId}::uuid`;
  await db.run((q) => [
    // Whoever computes days of it takes the month away: one after the other.
    q.execute(lockState(tenant, report)),
    q.execute(computeMonth(tenant, report, month)),
  ]);
}
