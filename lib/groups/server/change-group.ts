import * as z from "zod/mini";
import { updateGroup } from "@/db/queries/groups";
import type { Ctx } from "@/lib/access/ctx";
import { auditOf } from "@/lib/audit/server/append-audit";
import { requirePermission } from "@/lib/access/server/require-permission";
import { requirePeople } from "@/lib/rooms/server/require-people";
import type { PeopleGroup } from "../protocol";
import { groupFields, groupId, tenantSlug } from "./inputs";
import { savedGroup } from "./saved-group";

export const changeGroupInput = z.strictObject({ tenant: tenantSlug, group: groupId, ...groupFields });

/** Gives a group its handle, name and people anew. Messages that mentioned it keep whom it stood for then. */
export async function changeGroup(ctx: Ctx, input: z.infer<typeof changeGroupInput>): Promise<{ group: PeopleGroup }> {
  requirePermission(ctx, "group", "manage");
  const { handle, name, people } = input;
  await requirePeople(ctx, people, "people");
  const audit = auditOf(ctx, "group.changed", input.group, { handle, name, people });
  return savedGroup(await updateGroup(ctx.db, input.group, { handle, name, people }, audit));
}
