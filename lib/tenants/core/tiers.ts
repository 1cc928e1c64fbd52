import type { TenantQuotas, Tier } from "@/lib/quotas/protocol";

const USD = 1_000_000_000;

/** What each tier may use in a month, and at one time. A tenant's own figures replace these one by one. */
export const TIER_QUOTAS: Record<Tier, TenantQuotas> = {
  free: { requestsPerMonth: 10_000, tokensPerMonth: 5_000_000, costPerMonth: 5 * USD, concurrentStreams: 10 },
  pro: { requestsPerMonth: 500_000, tokensPerMonth: 250_000_000, costPerMonth: 500 * USD, concurrentStreams: 100 },
  enterprise: { requestsPerMonth: null, tokensPerMonth: null, costPerMonth: null, concurrentStreams: 1_000 },
};

/** A tenant's quotas: its own where it has some, its tier's else. */
export function quotasOf(tier: Tier, own: Partial<TenantQuotas>): TenantQuotas {
  return { ...TIER_QUOTAS[tier], ...own };
}
