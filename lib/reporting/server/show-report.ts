import { readTenantConfig } from "@/db/queries/tenant-config";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { addDays, dayAt } from "../core/days";
import type { Report } from "../protocol";
import type { ShowReportInput } from "./inputs";
import { readReport } from "./read-report";

/** Unless somebody asks for other ones, today included. */
const DAYS = 30;

/** The figures of a report, of the period before it, and of the groups it is divided into. */
export async function showReport(
  ctx: Pick<Ctx, "actor" | "db" | "now">,
  { report, from, until, by, project }: ShowReportInput,
  groupsBefore: "counts" | "all" = "counts",
): Promise<Report> {
  requirePermission(ctx, "report", "read");
  const period = from !== undefined && until !== undefined ? { from, until } : await lastDays(ctx);
  return readReport(ctx, { report, period, by, project, groupsBefore });
}

async function lastDays(ctx: Pick<Ctx, "db" | "now">): Promise<{ from: string; until: string }> {
  const { zone } = await readTenantConfig(ctx.db);
  const today = dayAt(ctx.now(), zone);
  return { from: addDays(today, 1 - DAYS), until: today };
}
