import type * as z from "zod/mini";
import type { MeterUsage } from "@/lib/quotas/protocol";
import { requireTenant, type getTenantInput } from "./get-tenant";
import type { OperatorCtx } from "./operator-ctx";

/** What a tenant has used this month, exact, as its Meter counts it. */
export async function showTenantUsage(ctx: OperatorCtx, { id }: z.infer<typeof getTenantInput>): Promise<MeterUsage> {
  await requireTenant(ctx, id);
  return ctx.objects.meter(id).usage(id);
}
