import { AppError } from "@/lib/platform/errors";
import { isUuid, type TenantId } from "@/lib/platform/ids";
import { TIERS, type MeterUsage, type TenantQuotas, type Tier } from "@/lib/quotas/protocol";
import { quotasOf } from "@/lib/tenants/core/tiers";
import type { TenantDetail } from "../protocol";
import { getTenant } from "./get-tenant";
import type { OperatorCtx } from "./operator-ctx";
import { showTenantUsage } from "./show-usage";

export interface FoundTenant {
  tenant: TenantDetail;
  /** Null: its Meter does not answer now. */
  usage: MeterUsage | null;
  /** What each tier comes with. */
  tierQuotas: Record<Tier, TenantQuotas>;
}

/** What the page of a tenant shows; null when there is no such tenant. */
export async function findTenant(ctx: OperatorCtx, id: string): Promise<FoundTenant | null> {
  if (!isUuid(id)) return null;
  const input = { id: id as TenantId };
  try {
    const [tenant, usage] = await Promise.all([
      getTenant(ctx, input),
      showTenantUsage(ctx, input).catch((error: unknown) => {
        if (error instanceof AppError) throw error;
        return null;
      }),
    ]);
    const tierQuotas = Object.fromEntries(TIERS.map((tier) => [tier, quotasOf(tier, {})])) as FoundTenant["tierQuotas"];
    return { tenant, usage, tierQuotas };
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
}
