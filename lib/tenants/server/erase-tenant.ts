import type { TenantDb } from "@/db/client";
import { listSessionIds } from "@/db/queries/sessions";
import { eraseOrganization, eraseTenantRows } from "@/db/queries/tenant-state";
import type { SessionId } from "@/lib/platform/ids";
import type { Objects, RegistryRpc } from "@/lib/rooms/server/objects";
import { everyObject } from "./every-object";

const SESSIONS_AT_ONCE = 400;
const ROWS_AT_ONCE = 5_000;
/** R2 lists and deletes a thousand at once. */
const FILES_AT_ONCE = 1_000;
/** Of one round: what is left waits for the next minute. */
const STEPS_MAX = 200;

export interface EraseDeps {
  db: TenantDb;
  objects: Pick<Objects, "registry" | "presence" | "meter">;
  bucket: Pick<R2Bucket, "list" | "delete">;
}

/**
 * Erases a tenant whose grace is over: what its objects hold, its files, its rows, and last of all the tenant itself, so
 * that a round which is cut short is taken up by the next one. True when nothing is left. Postgres refuses one that is not due.
 */
export async function eraseTenant({ db, objects, bucket }: EraseDeps): Promise<boolean> {
  const { tenantId } = db;
  const registry = objects.registry(tenantId);
  // Asks Postgres whether it is due, before anything else goes.
  await eraseTenantRows(db, 0);
  let unheard = 0;
  await everyObject(db, objects, async (whom) => {
    unheard += (await registry.erase(tenantId, whom)).unheard;
  });
  unheard += await eraseSessions(db, registry);
  if (unheard > 0) return false;
  await objects.presence(tenantId).erase(tenantId);
  if (!(await eraseFiles(bucket, tenantId))) return false;
  if (!(await untilNone(() => eraseTenantRows(db, ROWS_AT_ONCE)))) return false;
  await registry.eraseSelf(tenantId);
  return eraseOrganization(db);
}

/** Answers how many did not hear it. */
async function eraseSessions(db: TenantDb, registry: RegistryRpc): Promise<number> {
  let unheard = 0;
  let after: SessionId | null = null;
  for (;;) {
    const ids: SessionId[] = await listSessionIds(db, after, SESSIONS_AT_ONCE);
    if (ids.length === 0) return unheard;
    unheard += (await registry.eraseSessions(db.tenantId, ids)).unheard;
    after = ids.at(-1) ?? null;
  }
}

/** Every key of the tenant begins with its id. */
function eraseFiles(bucket: EraseDeps["bucket"], tenantId: string): Promise<boolean> {
  return untilNone(async () => {
    const { objects } = await bucket.list({ prefix: `${tenantId}/`, limit: FILES_AT_ONCE });
    if (objects.length > 0) await bucket.delete(objects.map(({ key }) => key));
    return objects.length;
  });
}

async function untilNone(step: () => Promise<number>): Promise<boolean> {
  for (let count = 0; count < STEPS_MAX; count++) if ((await step()) === 0) return true;
  return false;
}
