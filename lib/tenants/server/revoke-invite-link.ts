import * as z from "zod/mini";
import { revokeInviteLink as markRevoked } from "@/db/queries/invite-links";
import { auditOf } from "@/lib/audit/server/append-audit";
import { requirePermission } from "@/lib/access/server/require-permission";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { AppError } from "@/lib/platform/errors";
import { tenantSlug, uuid } from "./inputs";

export const revokeInviteLinkInput = z.strictObject({ tenant: tenantSlug, link: uuid });

/** Ends an invitation link at once. */
export async function revokeInviteLink(ctx: SessionCtx, input: z.infer<typeof revokeInviteLinkInput>): Promise<object> {
  requirePermission(ctx, "invitation", "cancel");
  const audit = auditOf(ctx, "invite_link.revoked", input.link);
  if (await markRevoked(ctx.db, input.link, new Date(ctx.now()), audit)) return {};
  throw new AppError("not_found", "There is no such link.");
}
