import type { TenantDb } from "@/db/client";
import { computeReportBlock, listOpenBlocks } from "@/db/queries/report-blocks";
import { beginReportZone, readRollupState, refreshReportDays, type MarkedDays } from "@/db/queries/report-rollups";
import { nextDays } from "../core/next-days";
import { REPORTS, type ReportId } from "../protocol";

/** Few enough that a step ends in a moment, also where much is said. */
const DAYS_AT_ONCE = 31;

/**
 * Brings the figures of a period's days (of all days, where there is none) to what the base tables say, until they are or
 * it is time to stop; what is left is for the next one. Any number of them may run at once.
 * @returns the zone of the figures, and whether everything is in them that had been written when this began.
 */
export async function refreshReport(
  db: TenantDb,
  report: ReportId,
  period: { from: string; until: string } | null,
  isTimeUp: () => boolean,
): Promise<{ zone: string; isWhole: boolean }> {
  for (;;) {
    const { zone, builtZone, marks, isAll } = await readRollupState(db, report, period);
    if (zone !== builtZone) {
      await beginReportZone(db, report, zone);
      continue;
    }
    let left: readonly MarkedDays[] = marks;
    while (left.length > 0) {
      const next = nextDays(left, DAYS_AT_ONCE);
      await refreshReportDays(db, report, { zone, days: next.days, marks: next.ids });
      ({ left } = next);
      if (isTimeUp()) break;
    }
    if (left.length === 0 && isAll) return { zone, isWhole: true };
    if (isTimeUp()) return { zone, isWhole: false };
  }
}

/** The same for all reports, in the background; then blocks are put together, from which long periods are read. */
export async function refreshReports(db: TenantDb, isTimeUp: () => boolean): Promise<void> {
  for (const report of REPORTS) {
    if (isTimeUp()) return;
    const { isWhole } = await refreshReport(db, report, null, isTimeUp);
    if (isWhole) await completeBlocks(db, report, isTimeUp);
  }
}

/** Puts every block together that is not: nothing is wrong before, a report of a long period only takes longer. */
export async function completeBlocks(db: TenantDb, report: ReportId, isTimeUp: () => boolean): Promise<void> {
  for (const block of await listOpenBlocks(db, report)) {
    if (isTimeUp()) return;
    await computeReportBlock(db, report, block);
  }
}
