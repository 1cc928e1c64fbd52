import * as z from "zod/mini";
import { changeTenantConfig } from "@/db/queries/tenant-config";
import { insertTenant } from "@/db/queries/tenant-state";
import { SECONDS } from "@/lib/access/server/auth-limits";
import { canonicalOrigin } from "@/lib/access/server/auth-place";
import { renderMail } from "@/lib/mail/render-mail";
import { AppError } from "@/lib/platform/errors";
import { newId, type TenantId } from "@/lib/platform/ids";
import { operatorConfigFields } from "@/lib/tenants/server/config-fields";
import { email, newSlug, tenantName } from "@/lib/tenants/server/inputs";
import { tellPolicy } from "@/lib/tenants/server/tell-policy";
import type { TenantDetail } from "../protocol";
import { getTenant } from "./get-tenant";
import { operatorEntry, recordForInstallation, type OperatorCtx } from "./operator-ctx";

export const createTenantInput = z.strictObject({
  name: tenantName,
  slug: newSlug,
  /** Gets an invitation by mail: nobody is made an owner who did not agree. */
  ownerEmail: email,
  ...operatorConfigFields,
});

/** Makes a tenant and invites its owner. */
export async function createTenantFor(
  ctx: OperatorCtx,
  { name, slug, ownerEmail, ...config }: z.infer<typeof createTenantInput>,
): Promise<TenantDetail> {
  const id = newId<TenantId>();
  const db = ctx.tenant(id);
  const nowMs = ctx.now();
  const invitation = {
    id: newId(),
    email: ownerEmail,
    inviter: ctx.operator.account,
    expiresAt: new Date(nowMs + SECONDS.invitation * 1000),
  };
  const entry = operatorEntry(ctx, "tenant.created", id, { name, slug });
  await recordForInstallation(ctx, entry);
  if (!(await insertTenant(db, { name, slug, at: new Date(nowMs), invitation }, entry))) {
    throw new AppError("conflict", "This address is already taken.", { param: "slug" });
  }
  if (config.tier !== undefined || config.quotas !== undefined) {
    await changeTenantConfig(db, config);
    await tellPolicy(db, ctx.objects);
  }
  const facts = { inviter: ctx.operator.name, tenant: name, role: "owner" };
  const link = `${canonicalOrigin(ctx.env)}/invite/${invitation.id}`;
  await ctx.mailer().send(ownerEmail, renderMail("invitation", facts, link));
  return getTenant(ctx, { id });
}
