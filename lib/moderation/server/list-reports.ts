import * as z from "zod/mini";
import { listReportCases, type CaseRow } from "@/db/queries/reports";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { textsOf } from "../core/texts";
import { MODERATION_LIMITS, REPORT_SOURCES, REPORT_STATES, type ReportCase } from "../protocol";

export const listReportsInput = z.object({
  state: z.catch(z.enum(REPORT_STATES), "open"),
  source: z.catch(z.nullable(z.enum(REPORT_SOURCES)), null),
  page: z.catch(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(10_000)), 1),
});
export type ReportsWish = z.infer<typeof listReportsInput>;

/**
 * Reported messages, newest first, for administrators. What an address asks for that is not there is the first page; a
 * page past the end (its last report was resolved) is the last one.
 */
export async function listReports(
  ctx: Ctx,
  asked: Record<string, unknown>,
): Promise<{ wish: ReportsWish; cases: ReportCase[]; total: number; pages: number }> {
  requirePermission(ctx, "message", "moderate");
  const wish = z.parse(listReportsInput, asked);
  const size = MODERATION_LIMITS.pageSize;
  const found = await listReportCases(ctx.db, { ...wish, size });
  const pages = Math.max(1, Math.ceil(found.total / size));
  const page = Math.min(wish.page, pages);
  const { cases, total } = page === wish.page ? found : await listReportCases(ctx.db, { ...wish, page, size });
  return { wish: { ...wish, page }, cases: cases.map(caseOf), total, pages };
}

function caseOf({ reports, ...row }: CaseRow): ReportCase {
  return { ...row, texts: textsOf(reports) };
}
