import * as z from "zod/mini";
import { insertInviteLink } from "@/db/queries/invite-links";
import { assignableRoles } from "@/lib/access/core/permissions";
import { canonicalOrigin } from "@/lib/access/server/auth-place";
import { requirePermission } from "@/lib/access/server/require-permission";
import { requireRate } from "@/lib/access/server/require-rate";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { auditOf } from "@/lib/audit/server/append-audit";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { newLinkToken } from "../core/link-token";
import { tenantRole, tenantSlug } from "./inputs";
import type { LinkInvitation } from "../protocol";
import { toLinkInvitation } from "./list-invitations";
import { hashLinkToken, newLinkSecret } from "./link-secret";

const DAY_MS = 86_400_000;
const PER_HOUR = { max: 50, windowMs: 3_600_000 };

export const createInviteLinkInput = z.strictObject({
  tenant: tenantSlug,
  role: tenantRole,
  days: z.int().check(z.minimum(1), z.maximum(30)),
  maxUses: z.int().check(z.minimum(1), z.maximum(1_000)),
});

/** Makes a link that lets its holder join with a role. The answer is the only place where the link itself ever appears. */
export async function createInviteLink(
  ctx: SessionCtx,
  input: z.infer<typeof createInviteLinkInput>,
): Promise<{ link: LinkInvitation; url: string }> {
  requirePermission(ctx, "invitation", "create");
  if (input.role === "owner" || !assignableRoles(ctx.actor.role).includes(input.role)) {
    throw new AppError("forbidden", "A link cannot make owners. Invite an owner by e-mail.", { param: "role" });
  }
  await requireRate(ctx.env, `invite-link|${ctx.actor.account}`, PER_HOUR, ctx.now());
  const token = newLinkToken(ctx.tenantId, newLinkSecret());
  const { role, days, maxUses } = input;
  const link = {
    id: newId(),
    secretHash: await hashLinkToken(token),
    role,
    createdBy: ctx.actor.person,
    expiresAt: new Date(ctx.now() + days * DAY_MS),
    maxUses,
  };
  const row = await insertInviteLink(
    ctx.db,
    link,
    auditOf(ctx, "invite_link.created", link.id, { role, days, maxUses }),
  );
  return { link: toLinkInvitation(row), url: `${canonicalOrigin(ctx.env)}/invite/${token}` };
}
