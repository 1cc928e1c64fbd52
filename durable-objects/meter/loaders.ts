import { tenantDb } from "@/db/client";
import { findKeyRecord } from "@/db/queries/api-keys";
import { parseEnv } from "@/lib/platform/env";
import { isUuid, type KeyId, type TenantId } from "@/lib/platform/ids";
import { TIER_QUOTAS } from "@/lib/quotas/core/tiers";
import type { KeyRecord, TenantPolicy } from "@/lib/quotas/protocol";

/** Where a Meter finds what it was never told: asked once, when a key comes that it does not know. */
export interface MeterLoaders {
  /** Null for a key that this tenant does not have. */
  key(tenantId: TenantId, keyId: KeyId): Promise<KeyRecord | null>;
  policy(tenantId: TenantId): Promise<TenantPolicy>;
}

/** What a tenant's calls are judged by until somebody configures it. */
const FIRST_POLICY: TenantPolicy = {
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
};

/** Postgres, and for what it has nothing of, the beginning. */
export function postgresLoaders(env: RealtimeEnv): MeterLoaders {
  return {
    key: async (tenantId, keyId) => {
      if (!isUuid(tenantId) || !isUuid(keyId)) return null;
      return findKeyRecord(tenantDb(parseEnv(env), tenantId), keyId);
    },
    policy: async () => FIRST_POLICY,
  };
}
