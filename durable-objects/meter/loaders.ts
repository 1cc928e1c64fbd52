import { tenantDb } from "@/db/client";
import { findKeyRecord } from "@/db/queries/api-keys";
import { readPolicy } from "@/db/queries/tenant-config";
import { parseEnv } from "@/lib/platform/env";
import { isUuid, type KeyId, type TenantId } from "@/lib/platform/ids";
import type { KeyRecord, TenantPolicy } from "@/lib/quotas/protocol";

/** Where a Meter finds what it was never told: asked once, when a key comes that it does not know. */
export interface MeterLoaders {
  /** Null for a key that this tenant does not have. */
  key(tenantId: TenantId, keyId: KeyId): Promise<KeyRecord | null>;
  policy(tenantId: TenantId): Promise<TenantPolicy>;
}

/** Postgres. Ids that are none are not asked for. */
export function postgresLoaders(env: RealtimeEnv): MeterLoaders {
  const db = (tenantId: TenantId) => tenantDb(parseEnv(env), tenantId);
  return {
    key: async (tenantId, keyId) => {
      return isUuid(tenantId) && isUuid(keyId) ? findKeyRecord(db(tenantId), keyId) : null;
    },
    policy: (tenantId) => readPolicy(db(tenantId)),
  };
}
