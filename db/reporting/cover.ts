/** Which rows of the tables of figures make up a period. */
import { sql, type SQL } from "drizzle-orm";
import type { Block } from "@/lib/reporting/core/blocks";
import type { ReportId } from "@/lib/reporting/protocol";
import { daysTable, wholeScope, type Period } from "./scope";

/**
 * Begins a statement: `with cover as (…)`, rows of `day` and `until` that have each day of the period once: the longest of
 * these blocks that are put together, and single days where none is.
 */
export function withCover(tenant: SQL, report: ReportId, period: Period, blocks: readonly Block[]): SQL {
  return sql`
    with known as materialized (
      select b.day, b.until
      from unnest(${sql.param(blocks.map(({ from }) => from))}::date[], ${sql.param(blocks.map(({ until }) => until))}::date[])
        as b (day, until)
      -- A look into the index for each block; an "exists" would be joined, and every row of the report read for it.
      where (${hasBlock(tenant, report, sql`b.day`, sql`b.until`)})
    ), longest as materialized (
      select day, until from known b
      where not exists (
        select from known l where l.day <= b.day and l.until >= b.until and l.until - l.day > b.until - b.day)
    ), cover as materialized (
      select day, until from longest
      union all
      select at::date, at::date from generate_series(${period.from}::timestamp, ${period.until}::timestamp, interval '1 day') as at
      where not exists (select from longest b where at::date between b.day and b.until)
    )`;
}

/**
 * Whether a row belongs to the cover. Its days twice: as a list, which an index is asked for, and with their ends in a
 * hash ("is true"), where a join would be planned as a loop.
 */
export const IN_COVER = sql`day = any(array(select day from cover))
  and ((day, until) in (select day, until from cover)) is true`;

/** True, or nothing: whether a block is put together. All of its rows are, or none. */
export function hasBlock(tenant: SQL, report: ReportId, day: SQL, until: SQL): SQL {
  return sql`
    select true from ${daysTable(report)} has
    where has.tenant_id = ${tenant} and ${wholeScope(report, null)} and has.day = ${day} and has.until = ${until} limit 1`;
}
