import * as z from "zod/mini";
import { fromAuth } from "@/lib/access/server/auth-error";
import { appendAudit, auditOf } from "@/lib/audit/server/append-audit";
import { requirePermission } from "@/lib/access/server/require-permission";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { tenantName, tenantSlug } from "./inputs";

export const renameTenantInput = z.strictObject({ tenant: tenantSlug, name: tenantName });

/** Changes what the tenant is called. Its address stays: links to it were given out. */
export async function renameTenant(
  ctx: SessionCtx,
  input: z.infer<typeof renameTenantInput>,
): Promise<{ tenant: { name: string; slug: string } }> {
  requirePermission(ctx, "organization", "update");
  const body = { organizationId: ctx.tenantId, data: { name: input.name } };
  await fromAuth(ctx.auth.api.updateOrganization({ body, headers: ctx.headers }));
  const change = { from: ctx.tenantName, to: input.name };
  await appendAudit(ctx.db, auditOf(ctx, "tenant.renamed", ctx.tenantId, change));
  return { tenant: { name: input.name, slug: ctx.tenantSlug } };
}
