import type { TenantDb } from "@/db/client";
import { markActive, markForDeletion, markSuspended } from "@/db/queries/tenant-state";
import type { AuditEntry } from "@/lib/audit/protocol";
import { AppError } from "@/lib/platform/errors";
import type { Objects } from "@/lib/rooms/server/objects";
import { everyObject } from "./every-object";
import { tellPolicy } from "./tell-policy";

/** How long a deleted tenant can be had back. */
export const GRACE_MS = 30 * 86_400_000;

export interface StateDeps {
  db: TenantDb;
  objects: Pick<Objects, "registry" | "meter">;
  nowMs: number;
  /** Who did it; `action` is filled in here. */
  audit: Omit<AuditEntry, "action">;
}

/**
 * Suspends a tenant. When this answers, pages and routes refuse its people, its Meter refuses its keys, and no socket of
 * it is open. Safe to repeat, which is what a caller does after a failure half way. False when it was suspended before.
 */
export async function suspendTenant(deps: StateDeps): Promise<boolean> {
  const { db, nowMs, audit } = deps;
  const changed = await markSuspended(db, new Date(nowMs), { ...audit, action: "tenant.suspended" });
  await shut(deps);
  return changed;
}

/** Brings a suspended tenant back, and undoes its deletion while the grace lasts. False when it was active. */
export async function reactivateTenant({ db, objects, audit }: StateDeps): Promise<boolean> {
  const changed = await markActive(db, { ...audit, action: "tenant.reactivated" });
  await tellPolicy(db, objects);
  return changed;
}

/** Suspends a tenant and has it erased when the grace is over. False when that was decided before. */
export async function scheduleDeletion(deps: StateDeps): Promise<boolean> {
  const { db, nowMs, audit } = deps;
  const due = new Date(nowMs + GRACE_MS);
  const entry = { ...audit, action: "tenant.deletion_scheduled", data: { ...audit.data, due: due.getTime() } } as const;
  const changed = await markForDeletion(db, new Date(nowMs), due, entry);
  await shut(deps);
  return changed;
}

/** Keys first: they are what others pay for. Pages and routes look at the row themselves. */
async function shut({ db, objects, nowMs }: StateDeps): Promise<void> {
  await tellPolicy(db, objects);
  let unheard = 0;
  await everyObject(db, objects, async ({ sessions: _sessions, projects: _projects, ...whom }) => {
    unheard += (await objects.registry(db.tenantId).suspend(db.tenantId, nowMs, whom)).unheard;
  });
  if (unheard === 0) return;
  throw new AppError("unavailable", `The tenant is suspended, but ${unheard} of its rooms did not answer. Try again.`, {
    retryAfterMs: 2_000,
  });
}
