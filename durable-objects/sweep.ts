import { authDb } from "@/db/client";
import { listTenantIds } from "@/db/queries/auth";
import { parseEnv } from "@/lib/platform/env";
import { errorFacts, log } from "@/lib/platform/log";
import { registryOf } from "./outbox-registry";

const TENANTS_AT_ONCE = 6;

/** The minute cron: every tenant's registry asks its marked rooms to push. What fails waits for the next minute. */
export async function sweep(env: RealtimeEnv): Promise<void> {
  try {
    const tenants = await listTenantIds(authDb(parseEnv(env)));
    let dirty = 0;
    for (let at = 0; at < tenants.length; at += TENANTS_AT_ONCE) {
      const answers = await Promise.all(
        tenants.slice(at, at + TENANTS_AT_ONCE).map((tenant) => registryOf(env, tenant).sweep(tenant)),
      );
      dirty += answers.reduce((sum, answer) => sum + answer.dirty, 0);
    }
    log({ event: "sweep.done", tenants: tenants.length, dirty });
  } catch (error) {
    log({ event: "sweep.done", level: "warn", ...errorFacts(error) });
  }
}
