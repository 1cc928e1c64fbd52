import * as z from "zod/mini";
import { authDb, tenantDb } from "@/db/client";
import { findMember } from "@/db/queries/auth";
import { returnInviteLinkUse, takeInviteLinkUse } from "@/db/queries/invite-links";
import { toTenantRole } from "@/lib/access/core/permissions";
import type { AccountCtx } from "@/lib/access/server/account-ctx";
import { fromAuth } from "@/lib/access/server/auth-error";
import { AppError } from "@/lib/platform/errors";
import { findInvitation, type OpenInvitation } from "./find-invitation";
import { welcome } from "./welcome";
import { hashLinkToken } from "./link-secret";

export const acceptInvitationInput = z.strictObject({ token: z.string().check(z.maxLength(128)) });

/**
 * Joins a tenant by invitation. The account's e-mail address must be confirmed; a mailed invitation is for its address
 * alone and for one use. Somebody who is already in is told where, and uses nothing up.
 */
export async function acceptInvitation(
  ctx: AccountCtx,
  input: z.infer<typeof acceptInvitationInput>,
): Promise<{ tenant: { slug: string } }> {
  const invitation = await findInvitation(ctx.runtime.env, input.token, ctx.now());
  if (!invitation) throw ended();
  if (invitation.email !== null && invitation.email !== ctx.email) {
    throw new AppError("forbidden", "This invitation is for another e-mail address.");
  }
  if (!ctx.emailVerified) throw new AppError("forbidden", "Confirm your e-mail address first.");
  const { tenantId, tenantSlug: slug } = invitation;
  const isMember = await findMember(authDb(ctx.runtime.env), tenantId, ctx.account);
  if (!isMember) {
    await join(ctx, invitation, input.token);
    await welcome(ctx, tenantId, invitation.role);
  }
  return { tenant: { slug } };
}

async function join(ctx: AccountCtx, invitation: OpenInvitation, token: string): Promise<void> {
  if (invitation.kind === "mail") {
    await fromAuth(ctx.auth.api.acceptInvitation({ body: { invitationId: token }, headers: ctx.headers }));
    return;
  }
  const db = tenantDb(ctx.runtime.env, invitation.tenantId);
  const taken = await takeInviteLinkUse(db, await hashLinkToken(token), new Date(ctx.now()));
  if (!taken) throw ended();
  try {
    const body = { userId: ctx.account, organizationId: invitation.tenantId, role: toTenantRole(taken.role) };
    await fromAuth(ctx.auth.api.addMember({ body, headers: ctx.headers }));
  } catch (error) {
    await returnInviteLinkUse(db, taken.id);
    // Two clicks at once: the other one joined.
    if (await findMember(authDb(ctx.runtime.env), invitation.tenantId, ctx.account)) return;
    throw error;
  }
}

function ended(): AppError {
  return new AppError("gone", "This invitation is no longer valid. Ask for a new one.");
}
