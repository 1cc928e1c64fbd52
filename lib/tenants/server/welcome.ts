import { tenantDb } from "@/db/client";
import { ensurePerson, type Person } from "@/db/queries/people";
import type { AccountCtx } from "@/lib/access/server/account-ctx";
import type { TenantId } from "@/lib/platform/ids";
import type { TenantRole } from "@/lib/rooms/server/objects";

/** Makes the person of a membership that has just begun, so that colleagues find them before their first visit. */
export async function welcome(ctx: AccountCtx, tenantId: TenantId, role: TenantRole): Promise<Person> {
  const { account: accountId, name, email, emailVerified } = ctx;
  return ensurePerson(tenantDb(ctx.runtime.env, tenantId), { accountId, name, email, emailVerified, role });
}
