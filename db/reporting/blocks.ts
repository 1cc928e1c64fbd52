import { sql, type SQL } from "drizzle-orm";
import { blocksWithin, type Block } from "@/lib/reporting/core/blocks";
import type { ReportId } from "@/lib/reporting/protocol";
import { hasBlock, IN_COVER, withCover } from "./cover";
import { daysTable, SUMS } from "./scope";
import { bucketsOf } from "./spreads";

/**
 * Puts the figures of a block's days together, unless that is done: from shorter blocks, where there are any. The row by
 * which a block is known to be there comes last.
 */
export function computeBlock(tenant: SQL, report: ReportId, block: Block): SQL[] {
  return report === "chat"
    ? [putChat(tenant, block)]
    : [putSpreads(tenant, report, block), putSums(tenant, report, block)];
}

/** A statement's beginning, what its rows begin with, and which rows it reads. */
function partsOf(tenant: SQL, report: ReportId, block: Block) {
  const [first, last] = [sql`${block.from}::date`, sql`${block.until}::date`];
  const shorter = blocksWithin(block).filter(({ from, until }) => from !== block.from || until !== block.until);
  return {
    withParts: withCover(tenant, report, block, shorter),
    place: sql`${tenant}, ${first}, ${last}`,
    rows: sql`tenant_id = ${tenant} and ${IN_COVER} and (${hasBlock(tenant, report, first, last)}) is null`,
  };
}

function putSums(tenant: SQL, report: "assistant" | "models", block: Block): SQL {
  const { withParts, place, rows } = partsOf(tenant, report, block);
  const columns = Object.values(SUMS[report]).map((column) => sql.identifier(column));
  return sql`
    ${withParts}
    insert into ${daysTable(report)} (tenant_id, day, until, project, by, key, ${sql.join(columns, sql`, `)})
    select ${place}, project, by, key, ${sql.join(
      columns.map((column) => sql`sum(${column})`),
      sql`, `,
    )}
    from ${daysTable(report)} where ${rows} group by project, by, key`;
}

/** The same values, each once, with how often it was there. Numbers stand for the groups, as they are sorted with every value. */
function putSpreads(tenant: SQL, report: "assistant" | "models", block: Block): SQL {
  const { withParts, place, rows } = partsOf(tenant, report, block);
  return sql`
    ${withParts}, parts as materialized (
      select project, by, key, measure, "values", times,
        (dense_rank() over (order by project, by, key, measure))::int as id
      from report_spreads where ${rows} and report = ${report}
    ), put as materialized (
      select id, array_agg(ms order by ms) as took, array_agg(times order by ms) as times
      from (
        select id, ms, sum(coalesce(one.times, 1))::int as times
        from parts cross join lateral unnest("values", parts.times) as one (ms, times) group by 1, 2
      ) one
      group by 1
    )
    insert into report_spreads (tenant_id, day, until, report, project, by, key, measure, buckets, counts, ends, "values", times)
    select ${place}, ${report}, p.project, p.by, p.key, p.measure, e.buckets, e.counts, e.ends, put.took, put.times
    from put
    join (select distinct id, project, by, key, measure from parts) p using (id)
    cross join lateral (${bucketsOf(sql`put.took`, sql`put.times`)}) e`;
}

function putChat(tenant: SQL, block: Block): SQL {
  const { withParts, place, rows } = partsOf(tenant, "chat", block);
  const ofChat = sql`by in ('', 'room') and ${rows}`;
  return sql`
    ${withParts}, people as (
      insert into report_chat_people (tenant_id, day, until, by, key, chunk, bits)
      select ${place}, by, key, chunk, bit_or(bits) from report_chat_people where ${ofChat} group by by, key, chunk
      returning by, key, bits
    )
    insert into report_chat_days (tenant_id, day, until, by, key, messages, people, replies, files)
    select ${place}, s.by, s.key, s.messages, p.people, s.replies, s.files
    from (
      select by, key, sum(messages) as messages, sum(replies) as replies, sum(files) as files
      from report_chat_days where ${ofChat} group by by, key
    ) s
    join (select by, key, sum(bit_count(bits)) as people from people group by by, key) p using (by, key)`;
}
