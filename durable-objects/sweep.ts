import { authDb, tenantDb } from "@/db/client";
import { listTenantIds } from "@/db/queries/auth";
import { sweepFiles } from "@/lib/files/server/sweep-files";
import { parseEnv } from "@/lib/platform/env";
import { errorFacts, log } from "@/lib/platform/log";
import type { TenantId } from "@/lib/platform/ids";
import { objectsOf } from "@/lib/rooms/server/objects";
import { registryOf } from "./outbox-registry";

const TENANTS_AT_ONCE = 6;

/** Files nobody can reach are removed in this minute of each hour. */
const FILES_MINUTE = 20;

/**
 * The minute cron: every tenant's registry asks its marked rooms to push, and once an hour files are tidied. What fails
 * waits for the next time.
 */
export async function sweep(env: RealtimeEnv, atMs: number): Promise<void> {
  try {
    const tenants = await listTenantIds(authDb(parseEnv(env)));
    let dirty = 0;
    for (let at = 0; at < tenants.length; at += TENANTS_AT_ONCE) {
      const answers = await Promise.all(
        tenants.slice(at, at + TENANTS_AT_ONCE).map((tenant) => registryOf(env, tenant).sweep(tenant)),
      );
      dirty += answers.reduce((sum, answer) => sum + answer.dirty, 0);
    }
    const files = new Date(atMs).getUTCMinutes() === FILES_MINUTE ? await tidyFiles(env, tenants, atMs) : 0;
    log({ event: "sweep.done", tenants: tenants.length, dirty, files });
  } catch (error) {
    log({ event: "sweep.done", level: "warn", ...errorFacts(error) });
  }
}

async function tidyFiles(env: RealtimeEnv, tenants: readonly TenantId[], nowMs: number): Promise<number> {
  const deps = { bucket: env.FILES, objects: objectsOf(env), nowMs };
  let gone = 0;
  for (const tenant of tenants) gone += await sweepFiles({ ...deps, db: tenantDb(parseEnv(env), tenant) });
  return gone;
}
