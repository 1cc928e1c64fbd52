import type { TenantDb } from "@/db/client";
import { insertAudit } from "@/db/queries/audit";
import type { Ctx } from "@/lib/access/ctx";
import type { AuditAction, AuditData, AuditEntry } from "../protocol";

/**
 * Writes an administrative act into the tenant's log. For acts that are one batch of statements, pass the entry to their
 * query instead: it then happens with them or not at all.
 */
export async function appendAudit(db: TenantDb, entry: AuditEntry): Promise<void> {
  await insertAudit(db, entry);
}

/** The entry of something that the person of this context did, or an operator in the tenant's place. */
export function auditOf(
  ctx: Pick<Ctx, "actor" | "requestId">,
  action: AuditAction,
  target: string,
  data: AuditData = {},
): AuditEntry {
  const { person, account, operator } = ctx.actor;
  const actor = operator
    ? ({ kind: "operator", id: account, name: operator.name } as const)
    : ({ kind: "person", id: person } as const);
  return { actor, action, target, data, requestId: ctx.requestId };
}
