import { sql, type SQL } from "drizzle-orm";
import type { ReportId } from "@/lib/reporting/protocol";
import type { Period } from "./scope";

/**
 * Percentiles over all values of the days of a period, as rows of `key`, `measure`, `p50` and `p95`: of `n` values the
 * one at place ceil(p n), as `percentile_disc` has it, in whole numbers. The buckets' counts tell in which bucket it is, and of each day
 * only the values of this bucket are read.
 */
export function selectPercentiles(tenant: SQL, report: ReportId, scope: SQL, { from, until }: Period): SQL {
  return sql`
    with spread as materialized (
      select key, measure, buckets, counts, ends, "values" as took from report_spreads
      where tenant_id = ${tenant} and report = ${report} and ${scope} and day between ${from}::date and ${until}::date
    ), counted as (
      select key, measure, bucket, sum(n)::bigint as n
      from (select key, measure, unnest(buckets) as bucket, unnest(counts) as n from spread) one group by 1, 2, 3
    ), summed as (
      select key, measure, bucket, n, (sum(n) over (partition by key, measure order by bucket))::bigint as upto,
        (sum(n) over (partition by key, measure))::bigint as total
      from counted
    ), wanted as materialized (
      select s.key, s.measure, p.percent, s.bucket, (p.percent * s.total + 99) / 100 - (s.upto - s.n) as place
      from summed s cross join (values (50), (95)) as p (percent)
      where (p.percent * s.total + 99) / 100 > s.upto - s.n and (p.percent * s.total + 99) / 100 <= s.upto
    ), found as (
      select key, measure, percent, (array_agg(ms order by ms))[min(place)] as ms
      from (
        select w.key, w.measure, w.percent, w.place,
          unnest(s.took[s.ends[at.nth] - s.counts[at.nth] + 1 : s.ends[at.nth]]) as ms
        from wanted w
        join spread s on s.key = w.key and s.measure = w.measure
        cross join lateral (select array_position(s.buckets, w.bucket) as nth) at
        where at.nth is not null
      ) one
      group by 1, 2, 3
    )
    select key, measure, max(ms) filter (where percent = 50) as p50, max(ms) filter (where percent = 95) as p95
    from found group by 1, 2`;
}

/** How many different people said something in a period, as rows of `key` and `people`. */
export function selectPeople(tenant: SQL, scope: SQL, { from, until }: Period): SQL {
  return sql`
    select key, sum(bit_count(bits))::float8 as people
    from (
      select key, chunk, bit_or(bits) as bits from report_chat_people
      where tenant_id = ${tenant} and ${scope} and day between ${from}::date and ${until}::date group by 1, 2
    ) together group by 1`;
}
