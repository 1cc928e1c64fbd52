import { sql, type SQL } from "drizzle-orm";
import type { DaysPlan } from "./days";

/** Of a doubling, so that a bucket holds few of a day's values and a day has few buckets. */
const BUCKETS_OF_DOUBLING = 12;

/** The bucket that so many milliseconds belong to. */
function bucketOf(ms: SQL): SQL {
  return sql`floor(ln(${ms} + 1.0::float8) / ln(2::float8) * ${sql.raw(String(BUCKETS_OF_DOUBLING))})::smallint`;
}

/** One row of `buckets`, `counts` and `ends` of sorted values, and of how often each was there (null: once). */
export function bucketsOf(values: SQL, times: SQL): SQL {
  return sql`
    select array_agg(b.bucket order by b.bucket) as buckets, array_agg(b.count order by b.bucket) as counts,
      array_agg(b.ends order by b.bucket) as ends
    from (
      select ${bucketOf(sql`ms`)} as bucket, sum(coalesce(times, 1))::int as count, max(nth)::int as ends
      from unnest(${values}, ${times}) with ordinality as one (ms, times, nth) group by 1
    ) b`;
}

/**
 * Keeps how long things took: every value of a day, sorted, and where each bucket of like values ends.
 * @param values rows of `day`, `project`, `by`, `key` and `took`, the sorted milliseconds; `took` null has none.
 */
export function insertSpreads({ tenant, report }: DaysPlan, measure: string, values: SQL): SQL {
  return sql`
    insert into report_spreads (tenant_id, report, measure, project, by, day, until, key, p50, p95, buckets, counts, ends, "values")
    select ${tenant}, ${report}, ${measure}, v.project, v.by, v.day, v.day, v.key,
      v.took[(50 * cardinality(v.took)::bigint + 99) / 100],
      v.took[(95 * cardinality(v.took)::bigint + 99) / 100], e.buckets, e.counts, e.ends, v.took
    from (${values}) v
    cross join lateral (${bucketsOf(sql`v.took`, sql`null::int[]`)}) e
    where cardinality(v.took) > 0`;
}
