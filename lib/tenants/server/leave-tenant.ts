import * as z from "zod/mini";
import { fromAuth } from "@/lib/access/server/auth-error";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { tenantSlug } from "./inputs";
import { revokePerson } from "./revoke-person";

export const leaveTenantInput = z.strictObject({ tenant: tenantSlug });

/** Ends one's own membership. The only owner cannot. */
export async function leaveTenant(ctx: SessionCtx): Promise<object> {
  await fromAuth(ctx.auth.api.leaveOrganization({ body: { organizationId: ctx.tenantId }, headers: ctx.headers }));
  await revokePerson(ctx, ctx.actor.person);
  return {};
}
