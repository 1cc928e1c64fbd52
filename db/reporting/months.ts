import { sql, type SQL } from "drizzle-orm";
import type { ReportId } from "@/lib/reporting/protocol";
import { bucketOf } from "./spreads";

/**
 * Puts the spreads of a month's days together, unless that is done: the same values, each once, with how often it was
 * there. Numbers stand for the groups until the end, as they are sorted with every value.
 */
export function computeMonth(tenant: SQL, report: ReportId, month: string): SQL {
  const first = sql`${month}::date`;
  return sql`
    with days as materialized (
      select project, by, key, measure, "values", (dense_rank() over (order by project, by, key, measure))::int as id
      from report_spreads
      where tenant_id = ${tenant} and report = ${report}
        and day >= ${first} and day < (${first} + interval '1 month')::date
        and not exists (
          select from report_month_spreads r where r.tenant_id = ${tenant} and r.report = ${report} and r.month = ${first})
    ), put as materialized (
      select id, array_agg(ms order by ms) as took, array_agg(times order by ms) as times
      from (select id, ms, count(*)::int as times from days cross join lateral unnest("values") as ms group by 1, 2) one
      group by 1
    )
    insert into report_month_spreads (tenant_id, report, month, project, by, key, measure, buckets, counts, ends, "values", times)
    select ${tenant}, ${report}, ${first}, d.project, d.by, d.key, d.measure, e.buckets, e.counts, e.ends, put.took, put.times
    from put
    join (select distinct id, project, by, key, measure from days) d using (id)
    cross join lateral (
      select array_agg(b.bucket order by b.bucket) as buckets, array_agg(b.count order by b.bucket) as counts,
        array_agg(b.ends order by b.bucket) as ends
      from (
        select ${bucketOf(sql`ms`)} as bucket, sum(times)::int as count, max(nth)::int as ends
        from unnest(put.took, put.times) with ordinality as one (ms, times, nth) group by 1
      ) b
    ) e`;
}
