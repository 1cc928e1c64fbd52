import { readReportFigures, type FiguresWish } from "@/db/queries/report-figures";
import type { TenantDb } from "@/db/client";
import { AppError } from "@/lib/platform/errors";
import { periodBefore } from "../core/days";
import { makeReport } from "../core/make-report";
import type { Report } from "../protocol";
import { refreshReport } from "./refresh";

/** After a change of zone all days are computed anew; who asks meanwhile waits so long. */
const WAIT_MS = 20_000;
/** How often the zone may be changed, or days be computed anew, while somebody reads. */
const TRIES = 5;

/**
 * What a recount of the base tables would say when this was called: what came since the days were computed is put in
 * before they are read. Whoever calls it has proved that this may be read.
 * @throws AppError `unavailable` while more days have to be computed than somebody can wait for.
 */
export async function readReport(
  { db, now }: { db: TenantDb; now(): number },
  wish: Omit<FiguresWish, "before">,
): Promise<Report> {
  const { report, period } = wish;
  const before = periodBefore(period);
  const startedMs = now();
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const both = { from: before.from, until: period.until };
    const { zone, isWhole } = await refreshReport(db, report, both, () => now() - startedMs > WAIT_MS);
    if (!isWhole) break;
    const raw = await readReportFigures(db, { ...wish, before }, zone);
    if (raw) return makeReport({ ...{ report, period, before, zone }, groupsBefore: wish.groupsBefore }, raw);
  }
  throw new AppError("unavailable", "These figures are being computed. Try again in a minute.");
}
