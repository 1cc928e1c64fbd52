import { sql, type SQL } from "drizzle-orm";
import { blocksWithin } from "@/lib/reporting/core/blocks";
import type { ReportId } from "@/lib/reporting/protocol";
import { IN_COVER, withCover } from "./cover";
import type { Period } from "./scope";

/**
 * Percentiles over all values of a period, as rows of `key`, `measure`, `p50` and `p95`: of `n` values the one at place
 * ceil(p n), as `percentile_disc` has it, in whole numbers. The buckets' counts tell in which bucket a percentile is, and
 * only its values are read.
 */
export function selectPercentiles(tenant: SQL, report: ReportId, scope: SQL, period: Period): SQL {
  return sql`
    ${withCover(tenant, report, period, blocksWithin(period))}, spread as materialized (
      select key, measure, buckets, counts, ends, "values" as took, times from report_spreads
      where tenant_id = ${tenant} and report = ${report} and ${scope} and ${IN_COVER}
    ), series as materialized (
      select key, measure, row_number() over ()::int as id from spread group by 1, 2
    ), counted as materialized (
      select id, bucket, sum(n)::int as n
      from (select id, unnest(buckets) as bucket, unnest(counts) as n from spread join series using (key, measure)) one
      group by 1, 2
    ), summed as (
      select id, bucket, n, sum(n) over (partition by id order by bucket) as upto,
        sum(n) over (partition by id) as total
      from counted
    ), wanted as materialized (
      select s.id, p.percent, s.bucket, (p.percent * s.total + 99) / 100 - (s.upto - s.n) as place
      from summed s cross join (values (50), (95)) as p (percent)
      where (p.percent * s.total + 99) / 100 > s.upto - s.n and (p.percent * s.total + 99) / 100 <= s.upto
    ), found as (
      select id, percent, place, ms, sum(coalesce(times, 1))::int as n,
        sum(sum(coalesce(times, 1))::int) over (partition by id, percent order by ms) as upto
      from (
        select id, w.percent, w.place, unnest(s.took[at.first : at.last]) as ms, unnest(s.times[at.first : at.last]) as times
        from wanted w
        join series using (id)
        join spread s using (key, measure)
        cross join lateral (select array_position(s.buckets, w.bucket) as nth offset 0) bucket
        cross join lateral (
          select coalesce(s.ends[bucket.nth - 1], 0) + 1 as first, s.ends[bucket.nth] as last
        ) at
        where bucket.nth is not null
      ) one
      group by 1, 2, 3, 4
    )
    select key, measure, min(ms) filter (where percent = 50) as p50, min(ms) filter (where percent = 95) as p95
    from found join series using (id) where upto >= place and upto - n < place group by 1, 2`;
}

/** How many different people said something in a period, as rows of `key` and `people`. */
export function selectPeople(tenant: SQL, scope: SQL, period: Period): SQL {
  return sql`
    ${withCover(tenant, "chat", period, blocksWithin(period))}
    select key, sum(bit_count(bits))::float8 as people
    from (
      select key, chunk, bit_or(bits) as bits from report_chat_people
      where tenant_id = ${tenant} and ${scope} and ${IN_COVER} group by 1, 2
    ) together group by 1`;
}
