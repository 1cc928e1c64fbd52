import * as z from "zod/mini";
import { authDb } from "@/db/client";
import { findPendingInvitation } from "@/db/queries/auth";
import { fromAuth } from "@/lib/access/server/auth-error";
import { requirePermission } from "@/lib/access/server/require-permission";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { appendAudit, auditOf } from "@/lib/audit/server/append-audit";
import { AppError } from "@/lib/platform/errors";
import { tenantSlug, uuid } from "./inputs";

export const cancelInvitationInput = z.strictObject({ tenant: tenantSlug, invitation: uuid });

/** Ends a mailed invitation. Another tenant's invitation looks like a missing one. */
export async function cancelInvitation(ctx: SessionCtx, input: z.infer<typeof cancelInvitationInput>): Promise<object> {
  requirePermission(ctx, "invitation", "cancel");
  const found = await findPendingInvitation(authDb(ctx.env), input.invitation);
  if (found?.tenantId !== ctx.tenantId) throw new AppError("not_found", "There is no such invitation.");
  await fromAuth(ctx.auth.api.cancelInvitation({ body: { invitationId: input.invitation }, headers: ctx.headers }));
  await appendAudit(ctx.db, auditOf(ctx, "invitation.cancelled", found.id, { role: found.role }));
  return {};
}
