import { TIER_QUOTAS } from "@/lib/quotas/core/tiers";
import type { TenantQuotas, Tier } from "@/lib/quotas/protocol";

/** A tenant's quotas: its own where it has some, its tier's else. */
export function quotasOf(tier: Tier, own: Partial<TenantQuotas>): TenantQuotas {
  return { ...TIER_QUOTAS[tier], ...own };
}
