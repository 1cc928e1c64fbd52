import { AppError } from "@/lib/platform/errors";
import { TIERS, type MeterUsage, type TenantQuotas, type Tier } from "@/lib/quotas/protocol";
import { quotasOf } from "@/lib/tenants/core/tiers";
import type { TenantDetail } from "../protocol";
import type { OperatorCtx } from "./operator-ctx";
import { showTenantUsage } from "./show-usage";

/** What stands beside a tenant on its page. */
export async function showTenantPage(
  ctx: OperatorCtx,
  tenant: Pick<TenantDetail, "id">,
): Promise<{
  /** Null: its Meter does not answer now. */
  usage: MeterUsage | null;
  /** What each tier comes with. */
  tierQuotas: Record<Tier, TenantQuotas>;
}> {
  const usage = await showTenantUsage(ctx, { id: tenant.id }).catch((error: unknown) => {
    if (error instanceof AppError) throw error;
    return null;
  });
  const tierQuotas = Object.fromEntries(TIERS.map((tier) => [tier, quotasOf(tier, {})])) as Record<Tier, TenantQuotas>;
  return { usage, tierQuotas };
}
