import * as z from "zod/mini";
import { authDb } from "@/db/client";
import { listPendingInvitations } from "@/db/queries/invitations";
import { listUsableInviteLinks, type InviteLinkRow } from "@/db/queries/invite-links";
import { toTenantRole } from "@/lib/access/core/permissions";
import { requirePermission } from "@/lib/access/server/require-permission";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import type { LinkInvitation, MailInvitation } from "../protocol";
import { tenantSlug } from "./inputs";

export const listInvitationsInput = z.strictObject({ tenant: tenantSlug });

/** Everything that could still bring somebody into the tenant. */
export async function listInvitations(ctx: SessionCtx): Promise<{ mails: MailInvitation[]; links: LinkInvitation[] }> {
  requirePermission(ctx, "invitation", "create");
  const now = new Date(ctx.now());
  const [mails, links] = await Promise.all([
    listPendingInvitations(authDb(ctx.env), ctx.tenantId, now),
    listUsableInviteLinks(ctx.db, now),
  ]);
  return { mails: mails.map(toMailInvitation), links: links.map(toLinkInvitation) };
}

export function toMailInvitation(row: { id: string; email: string; role: string; expiresAt: Date }): MailInvitation {
  return { id: row.id, email: row.email, role: toTenantRole(row.role), expiresAt: row.expiresAt.getTime() };
}

export function toLinkInvitation({ id, role, expiresAt, maxUses, uses }: InviteLinkRow): LinkInvitation {
  return { id, role: toTenantRole(role), expiresAt: expiresAt.getTime(), maxUses, uses };
}
