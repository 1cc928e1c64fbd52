import { readReportFigures } from "@/db/queries/report-figures";
import { readTenantConfig } from "@/db/queries/tenant-config";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { AppError } from "@/lib/platform/errors";
import { addDays, dayAt, periodBefore } from "../core/days";
import { makeReport } from "../core/make-report";
import type { Report } from "../protocol";
import type { ShowReportInput } from "./inputs";
import { refreshReport } from "./refresh";

/** Unless somebody asks for other ones, today included. */
const DAYS = 30;
/** After a change of zone all days are computed anew; who asks meanwhile waits so long. */
const WAIT_MS = 20_000;
/** How often the zone may be changed while somebody reads. */
const TRIES = 3;

/**
 * The figures of a report, of the period before it, and of the groups it is divided into. They are what a recount of the
 * base tables would say at this moment: what came since the days were computed is put in before they are read.
 * @throws AppError `unavailable` while more days have to be computed than somebody can wait for.
 */
export async function showReport(
  ctx: Pick<Ctx, "actor" | "db" | "now">,
  { report, from, until, by, project }: Omit<ShowReportInput, "tenant">,
): Promise<Report> {
  requirePermission(ctx, "report", "read");
  const period = from !== undefined && until !== undefined ? { from, until } : await lastDays(ctx);
  const before = periodBefore(period);
  const startedMs = ctx.now();
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const { zone, isWhole } = await refreshReport(
      ctx.db,
      report,
      { from: before.from, until: period.until },
      () => ctx.now() - startedMs > WAIT_MS,
    );
    if (!isWhole) break;
    const raw = await readReportFigures(ctx.db, { report, period, before, by, project }, zone);
    if (raw) return makeReport({ report, period, before, zone }, raw);
  }
  throw new AppError("unavailable", "These figures are being computed. Try again in a minute.");
}

async function lastDays(ctx: Pick<Ctx, "db" | "now">): Promise<{ from: string; until: string }> {
  const { zone } = await readTenantConfig(ctx.db);
  const today = dayAt(ctx.now(), zone);
  return { from: addDays(today, 1 - DAYS), until: today };
}
