import type { AccountCtx } from "@/lib/access/server/account-ctx";
import { readLastTenant, startPath } from "../core/last-tenant";
import { listMyTenants } from "./list-my-tenants";

/** Where a signed-in account goes when it asked for nothing else. */
export async function findStart(
  ctx: Pick<AccountCtx, "account" | "runtime">,
  cookieHeader: string | null,
): Promise<string> {
  const { tenants } = await listMyTenants(ctx);
  return startPath(tenants, readLastTenant(cookieHeader));
}
