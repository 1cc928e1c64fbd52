import * as z from "zod/mini";
import { readTenantConfig, type TenantConfigRow } from "@/db/queries/tenant-config";
import { requirePermission } from "@/lib/access/server/require-permission";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { quotasOf } from "../core/tiers";
import type { TenantConfig } from "../protocol";
import { tenantSlug } from "./inputs";

export const showTenantConfigInput = z.strictObject({ tenant: tenantSlug });

/** How the tenant is set up, for its administrators. */
export async function showTenantConfig(ctx: Pick<SessionCtx, "actor" | "db">): Promise<{ config: TenantConfig }> {
  requirePermission(ctx, "organization", "update");
  return { config: toTenantConfig(await readTenantConfig(ctx.db)) };
}

export function toTenantConfig({ quotas, ...row }: TenantConfigRow): TenantConfig {
  return { ...row, quotas: quotasOf(row.tier, quotas), ownQuotas: quotas };
}
