import type { TenantDb } from "@/db/client";
import type { Env } from "@/lib/platform/env";
import type { TenantId } from "@/lib/platform/ids";
import type { Objects } from "@/lib/rooms/server/objects";

/** What every step of an import receives first. The caller proved the installation's own secret, not a person. */
export interface ImportCtx {
  requestId: string;
  tenantId: TenantId;
  db: TenantDb;
  objects: Objects;
  env: Env;
}
