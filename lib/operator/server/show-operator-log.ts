import { INSTALLATION } from "@/lib/audit/core/installation";
import type { AuditPage } from "@/lib/audit/protocol";
import { readAuditPage } from "@/lib/audit/server/list-audit";
import type { OperatorCtx } from "./operator-ctx";

/** A page of the installation's own log. */
export function showOperatorLog(ctx: OperatorCtx, asked: Record<string, unknown>): Promise<AuditPage> {
  return readAuditPage(ctx.tenant(INSTALLATION), asked);
}
