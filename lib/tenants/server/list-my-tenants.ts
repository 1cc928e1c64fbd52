import * as z from "zod/mini";
import { authDb } from "@/db/client";
import { listTenantsOfAccount } from "@/db/queries/auth";
import { toTenantRole } from "@/lib/access/core/permissions";
import type { AccountCtx } from "@/lib/access/server/account-ctx";
import type { MyTenant } from "../protocol";

export const listMyTenantsInput = z.strictObject({});

/** The tenants the account belongs to, by name. */
export async function listMyTenants(ctx: Pick<AccountCtx, "account" | "runtime">): Promise<{ tenants: MyTenant[] }> {
  const rows = await listTenantsOfAccount(authDb(ctx.runtime.env), ctx.account);
  const tenants = rows.map(({ slug, name, role, suspended }) => ({ slug, name, role: toTenantRole(role), suspended }));
  return { tenants: tenants.toSorted((a, b) => a.name.localeCompare(b.name, "en")) };
}
