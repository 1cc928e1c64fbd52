import * as z from "zod/mini";
import { changeTenantConfig } from "@/db/queries/tenant-config";
import { renameOrganization } from "@/db/queries/tenant-state";
import { configFacts } from "@/lib/tenants/server/change-config";
import { operatorConfigFields, ownConfigFields } from "@/lib/tenants/server/config-fields";
import { tenantName } from "@/lib/tenants/server/inputs";
import { tellPolicy } from "@/lib/tenants/server/tell-policy";
import type { TenantDetail } from "../protocol";
import { getTenant, requireTenant } from "./get-tenant";
import { tenantId } from "./inputs";
import { operatorEntry, recordForInstallation, type OperatorCtx } from "./operator-ctx";

export const tenantChangeFields = {
  name: z.optional(tenantName),
  ...ownConfigFields,
  ...operatorConfigFields,
};
export const changeTenantInput = z.strictObject({ id: tenantId, ...tenantChangeFields });

/** Changes what is named of a tenant: its name, tier, quotas and configuration. What it may use counts when this answers. */
export async function changeTenant(
  ctx: OperatorCtx,
  { id, name, ...config }: z.infer<typeof changeTenantInput>,
): Promise<TenantDetail> {
  const before = await requireTenant(ctx, id);
  const db = ctx.tenant(id);
  if (name !== undefined && name !== before.name) {
    const entry = operatorEntry(ctx, "tenant.renamed", id, { from: before.name, to: name });
    await recordForInstallation(ctx, entry);
    await renameOrganization(db, name, entry);
  }
  if (Object.values(config).some((value) => value !== undefined)) {
    const entry = operatorEntry(ctx, "tenant.config_changed", id, { slug: before.slug, ...configFacts(config) });
    await recordForInstallation(ctx, entry);
    await changeTenantConfig(db, config, entry);
    await tellPolicy(db, ctx.objects);
  }
  return getTenant(ctx, { id });
}
