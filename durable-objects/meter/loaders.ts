import { tenantDb } from "@/db/client";
import { findKeyRecord } from "@/db/queries/api-keys";
import { findProjectState } from "@/db/queries/projects";
import { readPolicy } from "@/db/queries/tenant-config";
import { parseEnv } from "@/lib/platform/env";
import { isUuid, type KeyId, type ProjectId, type TenantId } from "@/lib/platform/ids";
import { projectRecord } from "@/lib/projects/server/project-proof";
import type { KeyRecord, TenantPolicy } from "@/lib/quotas/protocol";

/** Where a Meter finds what it was never told: asked once, when a key comes that it does not know. */
export interface MeterLoaders {
  /** A key or a project, which calls models in the same way. Null for one that this tenant does not have. */
  key(tenantId: TenantId, keyId: KeyId): Promise<KeyRecord | null>;
  policy(tenantId: TenantId): Promise<TenantPolicy>;
}

/** Postgres. Ids that are none are not asked for. */
export function postgresLoaders(env: RealtimeEnv): MeterLoaders {
  const db = (tenantId: TenantId) => tenantDb(parseEnv(env), tenantId);
  const projectOf = async (tenantId: TenantId, keyId: KeyId) => {
    const id = keyId as string as ProjectId;
    const found = await findProjectState(db(tenantId), id);
    return found && projectRecord(parseEnv(env), tenantId, { id, ...found });
  };
  return {
    key: async (tenantId, keyId) => {
      if (!isUuid(tenantId) || !isUuid(keyId)) return null;
      return (await findKeyRecord(db(tenantId), keyId)) ?? projectOf(tenantId, keyId);
    },
    policy: (tenantId) => readPolicy(db(tenantId)),
  };
}
