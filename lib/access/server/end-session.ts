import { authDb, tenantDb } from "@/db/client";
import { listTenantsOfAccount } from "@/db/queries/auth";
import { findPersonByAccount } from "@/db/queries/people";
import type { AccountId, TenantId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import { objectsOf } from "@/lib/rooms/server/objects";
import type { WebRuntime } from "./web-bindings";

const TRIES = 3;

/**
 * Closes the sockets that a session had open, in every tenant of its account. The session row is already gone, so REST is
 * refused from this moment on; a tenant whose objects cannot be reached is tried again and then reported.
 */
export async function endSessionEverywhere(
  runtime: WebRuntime,
  { accountId, sessionId }: { accountId: string; sessionId: string },
): Promise<void> {
  const account = accountId as AccountId;
  const tenants = await listTenantsOfAccount(authDb(runtime.env), account);
  await Promise.all(tenants.map(({ tenantId }) => endIn(runtime, tenantId, account, sessionId)));
}

async function endIn(runtime: WebRuntime, tenantId: TenantId, account: AccountId, sessionId: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const person = await findPersonByAccount(tenantDb(runtime.env, tenantId), account);
      if (person)
        await objectsOf(runtime.bindings).inbox(tenantId, person.id).endSession(tenantId, person.id, sessionId);
      return;
    } catch (error) {
      if (attempt < TRIES) continue;
      log({ event: "room.expel_failed", level: "error", tenantId, attempt, ...errorFacts(error) });
      return;
    }
  }
}
