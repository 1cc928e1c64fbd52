/** Puts the figures of days together for whole thirds, months and quarters, from which long periods are read. */
import { sql } from "drizzle-orm";
import { blocksOf, blocksWithin, type Block } from "@/lib/reporting/core/blocks";
import { addDays } from "@/lib/reporting/core/days";
import type { ReportId } from "@/lib/reporting/protocol";
import type { TenantDb } from "../client";
import { computeBlock } from "../reporting/blocks";
import { hasBlock } from "../reporting/cover";
import { lockState } from "../reporting/days";
import { daysTable, wholeScope } from "../reporting/scope";

/**
 * Blocks that have figures of days and are not put together: never, or not since one of their days was computed anew. The
 * shortest come first, as longer ones are made of them, and of those the latest. What the last day there is belongs to
 * grows still, and is not among them.
 */
export async function listOpenBlocks(db: TenantDb, report: ReportId): Promise<Block[]> {
  const tenant = sql`${db.tenantId}::uuid`;
  const table = daysTable(report);
  const ofDays = sql`tenant_id = ${tenant} and ${wholeScope(report, null)} and until = day`;
  const [known] = await db.snapshot((q) => [
    q.execute<{ first: string | null; last: string | null }>(sql`
      select to_char(min(day), 'YYYY-MM-DD') as first, to_char(max(day), 'YYYY-MM-DD') as last from ${table} where ${ofDays}`),
  ]);
  const { first = null, last = null } = known.rows[0] ?? {};
  if (first === null || last === null) return [];
  const [, , quarter] = blocksOf(first);
  const blocks = blocksWithin({ from: quarter.from, until: addDays(last, -1) });
  const [open] = await db.snapshot((q) => [
    q.execute<{ nth: number }>(sql`
      select b.nth::int as nth
      from unnest(${sql.param(blocks.map(({ from }) => from))}::date[], ${sql.param(blocks.map(({ until }) => until))}::date[])
        with ordinality as b (first, last, nth)
      where exists (select from ${table} where ${ofDays} and day between b.first and b.last)
        and (${hasBlock(tenant, report, sql`b.first`, sql`b.last`)}) is null
      order by b.last - b.first > 10, b.last - b.first > 31, b.first desc`),
  ]);
  return open.rows.flatMap(({ nth }) => blocks[nth - 1] ?? []);
}

/** Puts a block together from its days as they are. Any number may do so at once; a repeat changes nothing. */
export async function computeReportBlock(db: TenantDb, report: ReportId, block: Block): Promise<void> {
  const tenant = sql`${db.tenantId}::uuid`;
  await db.run((q) => [
    // Whoever computes days of it takes the block away: one after the other.
    q.execute(lockState(tenant, report)),
    ...computeBlock(tenant, report, block).map((statement) => q.execute(statement)),
  ]);
}
