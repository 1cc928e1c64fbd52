import type { TenantDb } from "@/db/client";
import { eraseOrganization, eraseTenantRows } from "@/db/queries/tenant-state";
import type { Objects } from "@/lib/rooms/server/objects";
import { everyObject } from "./every-object";

const ROWS_AT_ONCE = 5_000;
/** R2 lists and deletes a thousand at once. */
const FILES_AT_ONCE = 1_000;
/** Of one round: what is left waits for the next minute. */
const STEPS_MAX = 200;

export interface EraseDeps {
  db: TenantDb;
  objects: Pick<Objects, "registry">;
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
  if (unheard > 0) return false;
  await registry.eraseOnes(tenantId);
  if (!(await eraseFiles(bucket, tenantId))) return false;
  if (!(await untilNone(() => eraseTenantRows(db, ROWS_AT_ONCE)))) return false;
  // A key that was used meanwhile may have called it back; with the rows gone, nothing can any more.
  await registry.eraseOnes(tenantId);
  await registry.eraseSelf(tenantId);
  return eraseOrganization(db);
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
