import type { TenantDb } from "@/db/client";
import { readPolicy } from "@/db/queries/tenant-config";
import { AppError } from "@/lib/platform/errors";
import type { Objects } from "@/lib/rooms/server/objects";

/**
 * Tells the tenant's Meter how Postgres says it stands. It counts when this answers. Safe to repeat: an older version
 * changes nothing there.
 * @throws AppError `unavailable`: the change is kept, and a repeat brings it to the Meter.
 */
export async function tellPolicy(db: TenantDb, objects: Pick<Objects, "meter">): Promise<void> {
  const policy = await readPolicy(db);
  try {
    await objects.meter(db.tenantId).putPolicy(db.tenantId, policy);
  } catch (cause) {
    throw new AppError("unavailable", "The change is kept, but does not count for model calls yet. Try again.", {
      retryAfterMs: 2_000,
      cause,
    });
  }
}
