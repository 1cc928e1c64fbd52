import type { AccountCtx } from "@/lib/access/server/account-ctx";
import { placeIn, readLastTenant, startPath } from "../core/last-tenant";
import { listMyTenants } from "./list-my-tenants";

/** Where a signed-in account goes when it asked for nothing else, or for a `place` without saying in which tenant. */
export async function findStart(
  ctx: Pick<AccountCtx, "account" | "runtime">,
  cookieHeader: string | null,
  place: string | null,
): Promise<string> {
  const { tenants } = await listMyTenants(ctx);
  return placeIn(startPath(tenants, readLastTenant(cookieHeader)), place);
}
