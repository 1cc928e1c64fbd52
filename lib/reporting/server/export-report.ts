import type { Ctx } from "@/lib/access/ctx";
import { appendAudit, auditOf } from "@/lib/audit/server/append-audit";
import { fileResponse } from "@/lib/conversations/server/file-response";
import { toCsv } from "@/lib/tenants/core/csv";
import { csvRows } from "../core/csv-rows";
import type { ShowReportInput } from "./inputs";
import { showReport } from "./show-report";

/** A report as a table. That it was taken is an entry of the log. */
export async function exportReport(ctx: Ctx, input: ShowReportInput): Promise<{ name: string; csv: string }> {
  const report = await showReport(ctx, input, "all");
  const { from, until } = report;
  const { by, project } = input;
  await appendAudit(ctx.db, auditOf(ctx, "report.exported", input.report, { from, until, by, project }));
  const parts = [ctx.tenantSlug, input.report, ...(by === null ? [] : [by]), from, until];
  return { name: `${parts.join("-")}.csv`, csv: toCsv(csvRows(report, by !== null)) };
}

/** The same as a file to save. */
export async function downloadReport(ctx: Ctx, input: ShowReportInput): Promise<Response> {
  const { name, csv } = await exportReport(ctx, input);
  return fileResponse(ctx, name, "text/csv", csv);
}
