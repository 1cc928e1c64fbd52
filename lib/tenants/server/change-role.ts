import * as z from "zod/mini";
import { updatePersonRole } from "@/db/queries/people";
import { assignableRoles } from "@/lib/access/core/permissions";
import { fromAuth } from "@/lib/access/server/auth-error";
import { requirePermission } from "@/lib/access/server/require-permission";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { appendAudit, auditOf } from "@/lib/audit/server/append-audit";
import { AppError } from "@/lib/platform/errors";
import type { TenantRole } from "@/lib/rooms/server/objects";
import { getTarget } from "./get-target";
import { personId, tenantRole, tenantSlug } from "./inputs";
import { tellRole } from "./tell-role";

export const changeRoleInput = z.strictObject({ tenant: tenantSlug, person: personId, role: tenantRole });

/** Gives a member another role. When this answers it counts everywhere, their open sockets included; only an owner makes or unmakes an owner. */
export async function changeRole(
  ctx: SessionCtx,
  input: z.infer<typeof changeRoleInput>,
): Promise<{ person: string; role: TenantRole }> {
  requirePermission(ctx, "member", "update");
  const { member, person } = await getTarget(ctx, input.person);
  if (!member) throw new AppError("not_found", "There is no such member.");
  const mine = assignableRoles(ctx.actor.role);
  if (!mine.includes(member.role) || !mine.includes(input.role)) {
    throw new AppError("forbidden", "Only an owner can make or unmake an owner.", { param: "role" });
  }
  const body = { memberId: member.id, role: input.role, organizationId: ctx.tenantId };
  await fromAuth(ctx.auth.api.updateMemberRole({ body, headers: ctx.headers }));
  await updatePersonRole(ctx.db, person, input.role);
  await tellRole(ctx, person, input.role);
  const change = { from: member.role, to: input.role };
  await appendAudit(ctx.db, auditOf(ctx, "member.role_changed", person, change));
  return { person, role: input.role };
}
