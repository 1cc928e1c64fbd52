import { sql, type SQL } from "drizzle-orm";
import type { ReportId } from "@/lib/reporting/protocol";
import { bucketOf } from "./spreads";

/** Puts the spreads of a month's days together, unless that is done: the same values, each once, with how often it was there. */
export function computeMonth(tenant: SQL, report: ReportId, month: string): SQL {
  const first = sql`${month}::date`;
  return sql`
    insert into report_month_spreads (tenant_id, report, month, project, by, key, measure, buckets, counts, ends, "values", times)
    select ${tenant}, ${report}, ${first}, t.project, t.by, t.key, t.measure, e.buckets, e.counts, e.ends, t.took, t.times
    from (
      select project, by, key, measure, array_agg(ms order by ms) as took, array_agg(times order by ms) as times
      from (
        select s.project, s.by, s.key, s.measure, ms, count(*)::int as times
        from report_spreads s cross join lateral unnest(s."values") as ms
        where s.tenant_id = ${tenant} and s.report = ${report}
          and s.day >= ${first} and s.day < (${first} + interval '1 month')::date
          and not exists (
            select from report_month_spreads r where r.tenant_id = ${tenant} and r.report = ${report} and r.month = ${first})
        group by 1, 2, 3, 4, 5
      ) one
      group by 1, 2, 3, 4
    ) t
    cross join lateral (
      select array_agg(b.bucket order by b.bucket) as buckets, array_agg(b.count order by b.bucket) as counts,
        array_agg(b.ends order by b.bucket) as ends
      from (
        select ${bucketOf(sql`ms`)} as bucket, sum(times)::int as count, max(nth)::int as ends
        from unnest(t.took, t.times) with ordinality as one (ms, times, nth) group by 1
      ) b
    ) e`;
}
