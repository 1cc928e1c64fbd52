import * as z from "zod/mini";
import { tenantDb } from "@/db/client";
import type { AccountCtx } from "@/lib/access/server/account-ctx";
import { fromAuth } from "@/lib/access/server/auth-error";
import { appendAudit } from "@/lib/audit/server/append-audit";
import { AppError } from "@/lib/platform/errors";
import type { TenantId } from "@/lib/platform/ids";
import { newSlug, tenantName } from "./inputs";
import { welcome } from "./welcome";

export const createTenantInput = z.strictObject({ name: tenantName, slug: newSlug });

/** Creates a tenant; whoever does is its owner. The e-mail address must be confirmed. */
export async function createTenant(
  ctx: AccountCtx,
  input: z.infer<typeof createTenantInput>,
): Promise<{ tenant: { name: string; slug: string } }> {
  if (!ctx.emailVerified) throw new AppError("forbidden", "Confirm your e-mail address first.");
  const { name, slug } = input;
  const made = await fromAuth(ctx.auth.api.createOrganization({ body: { name, slug }, headers: ctx.headers }));
  const tenantId = made.id as TenantId;
  const { id: person } = await welcome(ctx, tenantId, "owner");
  await appendAudit(tenantDb(ctx.runtime.env, tenantId), {
    actor: { kind: "person", id: person },
    action: "tenant.created",
    target: tenantId,
    data: { name: made.name, slug: made.slug },
    requestId: ctx.requestId,
  });
  return { tenant: { name: made.name, slug: made.slug } };
}
