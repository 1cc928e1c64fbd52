/** What each tier brings along, until a tenant or a key has figures of its own. Documented in docs/reference/quotas.md. */
import type { KeyLimits, TenantQuotas, Tier } from "../protocol";

/** One US dollar, in nano dollars. */
const USD = 1_000_000_000;

export const TIER_QUOTAS: Record<Tier, TenantQuotas> = {
  free: { requestsPerMonth: 10_000, tokensPerMonth: 5_000_000, costPerMonth: 5 * USD, concurrentStreams: 10 },
  pro: { requestsPerMonth: 500_000, tokensPerMonth: 250_000_000, costPerMonth: 500 * USD, concurrentStreams: 100 },
  enterprise: { requestsPerMonth: null, tokensPerMonth: null, costPerMonth: null, concurrentStreams: 1_000 },
};

/** What a new key is offered; whoever makes it may choose otherwise. */
export const TIER_KEY_LIMITS: Record<Tier, KeyLimits> = {
  free: { requestsPerMinute: 60, burst: 20, tokensPerHour: 500_000, concurrentStreams: 5, costPerMonth: null },
  pro: { requestsPerMinute: 600, burst: 100, tokensPerHour: 5_000_000, concurrentStreams: 50, costPerMonth: null },
  enterprise: {
    requestsPerMinute: null,
    burst: null,
    tokensPerHour: null,
    concurrentStreams: null,
    costPerMonth: null,
  },
};

/** Requests a minute of one user of a caller, where the caller says who it is. */
export const TIER_USER_REQUESTS_PER_MINUTE: Record<Tier, number | null> = { free: 60, pro: 300, enterprise: null };
