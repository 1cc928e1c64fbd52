import { sql, type SQL } from "drizzle-orm";
import type { TenantDb } from "../client";

/** A policy of the same version is taken for the same one: whatever changes it goes with this statement. */
export function nextPolicyVersion(db: TenantDb): SQL {
  return sql`
    insert into tenant_config (tenant_id, version) values (${db.tenantId}::uuid, 1)
    on conflict (tenant_id) do update set version = tenant_config.version + 1`;
}
