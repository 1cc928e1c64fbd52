import * as z from "zod/mini";
import { fromAuth } from "@/lib/access/server/auth-error";
import { requirePermission } from "@/lib/access/server/require-permission";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { appendAudit, auditOf } from "@/lib/audit/server/append-audit";
import { AppError } from "@/lib/platform/errors";
import { getTarget } from "./get-target";
import { personId, tenantSlug } from "./inputs";
import { revokePerson } from "./revoke-person";

export const removePersonInput = z.strictObject({ tenant: tenantSlug, person: personId });

/**
 * Removes a person from the tenant. When this answers, their membership is gone, they are in no room, and no socket of
 * theirs is open. A repeat finishes what an earlier failure left.
 */
export async function removePerson(ctx: SessionCtx, input: z.infer<typeof removePersonInput>): Promise<object> {
  requirePermission(ctx, "member", "delete");
  if (input.person === ctx.actor.person)
    throw new AppError("conflict", "You cannot remove yourself. Leave the tenant instead.");
  const target = await getTarget(ctx, input.person);
  if (target.member?.role === "owner" && ctx.actor.role !== "owner") {
    throw new AppError("forbidden", "Only an owner can remove an owner.");
  }
  if (target.member) {
    const body = { memberIdOrEmail: target.member.id, organizationId: ctx.tenantId };
    await fromAuth(ctx.auth.api.removeMember({ body, headers: ctx.headers }));
  }
  await revokePerson(ctx, target.person);
  const was = { role: target.member?.role ?? null };
  await appendAudit(ctx.db, auditOf(ctx, "member.removed", target.person, was));
  return {};
}
