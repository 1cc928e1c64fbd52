import { sql } from "drizzle-orm";
import type { PersonId } from "@/lib/platform/ids";
import type { TenantDb } from "../client";

/**
 * Marks a channel's days up to `day` as finished, in `state.finished`. Never goes back, and channels do not overwrite
 * each other, whatever order checkpoints arrive in.
 */
export async function checkpointImport(db: TenantDb, job: { id: string; channel: string; day: string }): Promise<void> {
  await db.run((q) => [
    q.execute(sql`
      update import_jobs
      set state = state || jsonb_build_object('finished',
            coalesce(state -> 'finished', '{}'::jsonb) || jsonb_build_object(${job.channel}::text, ${job.day}::text)),
          updated_at = now()
      where tenant_id = ${db.tenantId}::uuid and id = ${job.id}::uuid
        and coalesce(state -> 'finished' ->> ${job.channel}::text, '') < ${job.day}::text`),
  ]);
}

/** Marks imported people as gone where the source says so; never somebody who has signed in here. */
export async function deactivateImportedPeople(db: TenantDb, ids: readonly PersonId[]): Promise<void> {
  if (ids.length === 0) return;
  await db.run((q) => [
    q.execute(sql`
      update people set deactivated_at = now()
      where tenant_id = ${db.tenantId}::uuid and id = any(${sql.param([...ids])}::uuid[])
        and kind = 'imported' and auth_account_id is null and deactivated_at is null`),
  ]);
}
