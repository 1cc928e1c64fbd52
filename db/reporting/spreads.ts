import { sql, type SQL } from "drizzle-orm";
import { wantedDays, type DaysPlan } from "./days";

/** Of a doubling, so that a bucket holds few of a day's values and a day has few buckets. */
const BUCKETS_OF_DOUBLING = 12;

/** The bucket that so many milliseconds belong to. */
export function bucketOf(ms: SQL): SQL {
  return sql`floor(ln(${ms} + 1.0::float8) / ln(2::float8) * ${sql.raw(String(BUCKETS_OF_DOUBLING))})::smallint`;
}

/** Takes away what is known of these days, and of the months that were put together from them. */
export function forgetSpreads(plan: DaysPlan): SQL[] {
  const { tenant, report } = plan;
  return [
    sql`
    delete from report_spreads where tenant_id = ${tenant} and report = ${report}
      and day in (select day from ${wantedDays(plan)} d)`,
    sql`
    delete from report_month_spreads where tenant_id = ${tenant} and report = ${report}
      and month in (select date_trunc('month', day::timestamp)::date from ${wantedDays(plan)} d)`,
  ];
}

/**
 * Keeps how long things took: every value of a day, sorted, and where each bucket of like values ends.
 * @param values rows of `day`, `project`, `by`, `key` and `took`, the sorted milliseconds; `took` null has none.
 */
export function insertSpreads({ tenant, report }: DaysPlan, measure: string, values: SQL): SQL {
  return sql`
    insert into report_spreads (tenant_id, report, measure, project, by, day, key, p50, p95, buckets, counts, ends, "values")
    select ${tenant}, ${report}, ${measure}, v.project, v.by, v.day, v.key,
      v.took[(50 * cardinality(v.took)::bigint + 99) / 100],
      v.took[(95 * cardinality(v.took)::bigint + 99) / 100], e.buckets, e.counts, e.ends, v.took
    from (${values}) v
    cross join lateral (
      select array_agg(b.bucket order by b.bucket) as buckets, array_agg(b.count order by b.bucket) as counts,
        array_agg(b.ends order by b.bucket) as ends
      from (
        select ${bucketOf(sql`ms`)} as bucket, count(*)::int as count, max(nth)::int as ends
        from unnest(v.took) with ordinality as one (ms, nth) group by 1
      ) b
    ) e
    where cardinality(v.took) > 0`;
}
