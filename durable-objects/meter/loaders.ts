import { TIER_QUOTAS } from "@/lib/quotas/core/tiers";
import type { KeyId, TenantId } from "@/lib/platform/ids";
import type { KeyRecord, TenantPolicy } from "@/lib/quotas/protocol";

/** Where a Meter finds what it was never told: asked once, when a key comes that it does not know. */
export interface MeterLoaders {
  /** Null for a key that this tenant does not have. */
  key(tenantId: TenantId, keyId: KeyId): Promise<KeyRecord | null>;
  policy(tenantId: TenantId): Promise<TenantPolicy>;
}

/** Nothing is stored anywhere: every key is told to the Meter, and a tenant is one of the free tier. */
export const NO_LOADERS: MeterLoaders = {
  key: async () => null,
  policy: async () => ({
    version: 0,
    status: "active",
    tier: "free",
    quotas: TIER_QUOTAS.free,
    zone: "UTC",
    defaultModel: null,
    models: null,
    tools: null,
    systemPrompt: "",
    apiOrigins: [],
  }),
};
