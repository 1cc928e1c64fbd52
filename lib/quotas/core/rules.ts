import type { KeyRecord, TenantPolicy } from "../protocol";
import type { CallRules } from "./book";
import { TIER_USER_REQUESTS_PER_MINUTE } from "./tiers";

/** The rates that a key's calls are counted under. Without a burst of its own, a minute's requests may come at once. */
export function rulesOf(key: KeyRecord, policy: TenantPolicy): CallRules {
  const { requestsPerMinute, burst } = key.limits;
  const perUser = TIER_USER_REQUESTS_PER_MINUTE[policy.tier];
  return {
    key: requestsPerMinute === null ? null : { perMinute: requestsPerMinute, burst: burst ?? requestsPerMinute },
    user: perUser === null ? null : { perMinute: perUser, burst: perUser },
  };
}
