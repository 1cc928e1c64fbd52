import type { AuthDb, TenantDb } from "@/db/client";
import { authDb, tenantDb } from "@/db/client";
import { findOperator, type OperatorRow } from "@/db/queries/operators";
import { INSTALLATION } from "@/lib/audit/core/installation";
import type { AuditAction, AuditData, AuditEntry } from "@/lib/audit/protocol";
import { appendAudit } from "@/lib/audit/server/append-audit";
import { mailerOf, type Mailer, type MailBindings } from "@/lib/mail/mailer";
import { AppError } from "@/lib/platform/errors";
import { parseEnv, type Env } from "@/lib/platform/env";
import type { AccountId, TenantId } from "@/lib/platform/ids";
import { objectsOf, type ObjectBindings, type Objects } from "@/lib/rooms/server/objects";

/** What an operator's verb receives, in either Worker. */
export interface OperatorCtx {
  requestId: string;
  operator: OperatorRow;
  env: Env;
  auth: AuthDb;
  objects: Objects;
  mailer(): Mailer;
  tenant(id: TenantId): TenantDb;
  now(): number;
}

/** The context of somebody who was proved to be an operator. */
export function operatorCtxOf(
  bindings: ObjectBindings & MailBindings,
  proved: { requestId: string; operator: OperatorRow; now(): number },
): OperatorCtx {
  const env = parseEnv(bindings);
  return {
    ...proved,
    env,
    auth: authDb(env),
    objects: objectsOf(bindings),
    mailer: () => mailerOf(bindings),
    tenant: (id) => tenantDb(env, id),
  };
}

/**
 * The operator an account is.
 * @throws AppError `not_found`: for everybody else there is nothing here.
 */
export async function requireOperator(env: Env, account: AccountId): Promise<OperatorRow> {
  const operator = await findOperator(authDb(env), account);
  if (!operator) throw new AppError("not_found", "There is nothing at this address.");
  return operator;
}

/** What an operator does, for a tenant's own log. */
export function operatorEntry(
  ctx: OperatorCtx,
  action: AuditAction,
  tenantId: TenantId,
  data: AuditData = {},
): AuditEntry {
  const { account: id, name } = ctx.operator;
  return { actor: { kind: "operator", id, name }, action, target: tenantId, data, requestId: ctx.requestId };
}

/** Writes it into the installation's log before it is done: no act is without an entry. */
export async function recordForInstallation(ctx: OperatorCtx, entry: AuditEntry): Promise<void> {
  await appendAudit(ctx.tenant(INSTALLATION), entry);
}
