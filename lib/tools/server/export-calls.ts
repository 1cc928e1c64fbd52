import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { appendAudit, auditOf } from "@/lib/audit/server/append-audit";
import { fileResponse } from "@/lib/conversations/server/file-response";
import { tenantSlug } from "@/lib/http/fields";
import { toCsv } from "@/lib/tenants/core/csv";
import type { NamedRun } from "../protocol";
import { callsWish, readCalls } from "./list-calls";

const ROWS_AT_ONCE = 200;

export const exportCallsInput = z.strictObject({ tenant: tenantSlug, status: callsWish.status });

/** The calls as a table, without what they were called with. That it was taken is an entry of the log. */
export async function exportCalls(
  ctx: Ctx,
  { tenant: _, status }: z.infer<typeof exportCallsInput>,
): Promise<Response> {
  requirePermission(ctx, "tool", "manage");
  await appendAudit(ctx.db, auditOf(ctx, "tool_runs.exported", ctx.tenantId));
  const texts = csvOf(ctx, status);
  const encoder = new TextEncoder();
  // Asked for more only as fast as the other side reads.
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await texts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await texts.return(undefined);
    },
  });
  return fileResponse(ctx, `${ctx.tenantSlug}-tool-calls.csv`, "text/csv", body);
}

const COLUMNS: Record<string, (call: NamedRun) => string> = {
  id: ({ run }) => run.id,
  tool: ({ run }) => run.tool,
  state: ({ run }) => run.status,
  reason: ({ run }) => run.reason ?? "",
  asked_by: ({ run, askedName }) => askedName ?? run.key_id ?? run.person_id ?? "",
  session: ({ run }) => run.session_id ?? "",
  decided_by: ({ run, decidedName }) => decidedName ?? run.decided_by ?? "",
  ms: ({ run }) => String(run.ms ?? ""),
  arguments_hash: ({ run }) => run.arguments_hash,
  at: ({ run }) => new Date(run.created_at).toISOString(),
};

/** One mark for spreadsheets at the beginning, and no cell that is run as a formula. */
async function* csvOf(ctx: Ctx, status: z.infer<typeof callsWish.status>): AsyncGenerator<string> {
  yield toCsv([Object.keys(COLUMNS)]);
  for (let cursor: string | undefined; ;) {
    const page = await readCalls(ctx, { limit: ROWS_AT_ONCE, status, cursor });
    if (page.data.length > 0)
      yield toCsv(page.data.map((call) => Object.values(COLUMNS).map((cell) => cell(call)))).slice(1);
    if (page.next_cursor === null) return;
    cursor = page.next_cursor;
  }
}
