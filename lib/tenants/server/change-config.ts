import * as z from "zod/mini";
import { changeTenantConfig as saveConfig } from "@/db/queries/tenant-config";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import type { AuditData } from "@/lib/audit/protocol";
import { auditOf } from "@/lib/audit/server/append-audit";
import type { TenantConfig } from "../protocol";
import { ownConfigFields } from "./config-fields";
import { tenantSlug } from "./inputs";
import { toTenantConfig } from "./show-config";
import { tellPolicy } from "./tell-policy";

export const changeTenantConfigInput = z.strictObject({ tenant: tenantSlug, ...ownConfigFields });

/** Changes what is named of the tenant's configuration. Tier and quotas are the operators' to change. */
export async function changeTenantConfig(
  ctx: Ctx,
  { tenant: _, ...change }: z.infer<typeof changeTenantConfigInput>,
): Promise<{ config: TenantConfig }> {
  requirePermission(ctx, "organization", "update");
  const audit = auditOf(ctx, "tenant.config_changed", ctx.tenantId, configFacts(change));
  const row = await saveConfig(ctx.db, change, audit);
  await tellPolicy(ctx.db, ctx.objects);
  return { config: toTenantConfig(row) };
}

/** What the log says of a change. How an assistant is told to behave is nobody else's business: only that it changed. */
export function configFacts(change: object): AuditData {
  const facts = Object.entries(change).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return [[name, name === "systemPrompt" ? "changed" : value]];
  });
  return Object.fromEntries(facts) as AuditData;
}
