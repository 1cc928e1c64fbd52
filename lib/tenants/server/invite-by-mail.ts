import * as z from "zod/mini";
import { assignableRoles } from "@/lib/access/core/permissions";
import { fromAuth } from "@/lib/access/server/auth-error";
import { requirePermission } from "@/lib/access/server/require-permission";
import { requireRate } from "@/lib/access/server/require-rate";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { appendAudit, auditOf } from "@/lib/audit/server/append-audit";
import { AppError } from "@/lib/platform/errors";
import { email, tenantRole, tenantSlug } from "./inputs";
import type { MailInvitation } from "../protocol";
import { toMailInvitation } from "./list-invitations";

export const inviteByMailInput = z.strictObject({ tenant: tenantSlug, email, role: tenantRole });

const PER_HOUR = { max: 100, windowMs: 3_600_000 };

/** Invites an address: the mail's link works once, for that address only. Inviting again replaces the earlier invitation. */
export async function inviteByMail(
  ctx: SessionCtx,
  input: z.infer<typeof inviteByMailInput>,
): Promise<{ invitation: MailInvitation }> {
  requirePermission(ctx, "invitation", "create");
  if (!assignableRoles(ctx.actor.role).includes(input.role)) {
    throw new AppError("forbidden", "Only an owner can invite an owner.", { param: "role" });
  }
  await requireRate(ctx.env, `invite|${ctx.actor.account}`, PER_HOUR, ctx.now());
  const { email: address, role } = input;
  const made = await fromAuth(
    ctx.auth.api.createInvitation({
      body: { email: address, role, organizationId: ctx.tenantId },
      headers: ctx.headers,
    }),
  );
  await appendAudit(ctx.db, auditOf(ctx, "invitation.created", made.id, { role }));
  return { invitation: toMailInvitation(made) };
}
