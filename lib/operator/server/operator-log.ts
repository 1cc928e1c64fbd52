/** The installation's own log: what operators did. */
import type * as z from "zod/mini";
import { INSTALLATION } from "@/lib/audit/core/installation";
import type { AuditCheck, AuditPage } from "@/lib/audit/protocol";
import { auditFile, type exportLogInput } from "@/lib/audit/server/export-audit";
import { readAuditPage } from "@/lib/audit/server/list-audit";
import { verifyPortion, type VerifyWish } from "@/lib/audit/server/verify-audit";
import { operatorEntry, recordForInstallation, type OperatorCtx } from "./operator-ctx";

/** A page of it, newest first. */
export function showOperatorLog(ctx: OperatorCtx, asked: Record<string, unknown>): Promise<AuditPage> {
  return readAuditPage(ctx.tenant(INSTALLATION), asked);
}

/** Verifies a portion of it. @throws AppError `rate_limited`. */
export function verifyOperatorLog(ctx: OperatorCtx, wish: VerifyWish): Promise<AuditCheck> {
  return verifyPortion({ env: ctx.env, db: ctx.tenant(INSTALLATION), now: ctx.now }, wish);
}

/** Its matching entries as a file, in their order. That it was taken is an entry itself. */
export async function exportOperatorLog(
  ctx: OperatorCtx,
  { format, ...search }: z.infer<typeof exportLogInput>,
): Promise<Response> {
  await recordForInstallation(ctx, operatorEntry(ctx, "audit.exported", INSTALLATION, { format }));
  return auditFile(ctx.tenant(INSTALLATION), search, {
    name: "installation-audit",
    format,
    requestId: ctx.requestId,
  });
}
