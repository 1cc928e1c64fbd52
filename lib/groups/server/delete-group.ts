import * as z from "zod/mini";
import { deleteGroup as markDeleted } from "@/db/queries/groups";
import type { Ctx } from "@/lib/access/ctx";
import { auditOf } from "@/lib/audit/server/append-audit";
import { requirePermission } from "@/lib/access/server/require-permission";
import { groupId, tenantSlug } from "./inputs";
import { groupNotFound } from "./saved-group";

export const deleteGroupInput = z.strictObject({ tenant: tenantSlug, group: groupId });

/** Deletes a group. Old messages keep whom they mentioned, and show what it was called. */
export async function deleteGroup(ctx: Ctx, input: z.infer<typeof deleteGroupInput>): Promise<object> {
  requirePermission(ctx, "group", "manage");
  if (!(await markDeleted(ctx.db, input.group, auditOf(ctx, "group.deleted", input.group)))) throw groupNotFound();
  return {};
}
