import type * as z from "zod/mini";
import type { AuditAction } from "@/lib/audit/protocol";
import { reactivateTenant, scheduleDeletion, suspendTenant, type StateDeps } from "@/lib/tenants/server/suspend-tenant";
import type { TenantId } from "@/lib/platform/ids";
import type { TenantDetail } from "../protocol";
import { getTenant, requireTenant, type getTenantInput } from "./get-tenant";
import { operatorEntry, recordForInstallation, type OperatorCtx } from "./operator-ctx";

type Input = z.infer<typeof getTenantInput>;

/** Suspends a tenant at once, everywhere. A repeat finishes what a failure left. */
export function suspend(ctx: OperatorCtx, { id }: Input): Promise<TenantDetail> {
  return change(ctx, id, "tenant.suspended", suspendTenant);
}

/** Brings a tenant back, also one that was deleted and whose grace lasts. */
export function reactivate(ctx: OperatorCtx, { id }: Input): Promise<TenantDetail> {
  return change(ctx, id, "tenant.reactivated", reactivateTenant);
}

/** Suspends a tenant and has it erased after 30 days. */
export function deleteTenant(ctx: OperatorCtx, { id }: Input): Promise<TenantDetail> {
  return change(ctx, id, "tenant.deletion_scheduled", scheduleDeletion);
}

async function change(
  ctx: OperatorCtx,
  id: TenantId,
  action: AuditAction,
  verb: (deps: StateDeps) => Promise<boolean>,
): Promise<TenantDetail> {
  const { slug } = await requireTenant(ctx, id);
  const entry = operatorEntry(ctx, action, id, { slug });
  await recordForInstallation(ctx, entry);
  await verb({ db: ctx.tenant(id), objects: ctx.objects, nowMs: ctx.now(), audit: entry });
  return getTenant(ctx, { id });
}
