import * as z from "zod/mini";
import { insertGroup } from "@/db/queries/groups";
import type { Ctx } from "@/lib/access/ctx";
import { auditOf } from "@/lib/audit/server/append-audit";
import { requirePermission } from "@/lib/access/server/require-permission";
import { newId } from "@/lib/platform/ids";
import { requirePeople } from "@/lib/rooms/server/require-people";
import { GROUP_LIMITS, type PeopleGroup } from "../protocol";
import { groupFields, tenantSlug } from "./inputs";
import { savedGroup } from "./saved-group";

export const createGroupInput = z.strictObject({ tenant: tenantSlug, ...groupFields });

/** Makes a group that everybody can mention from now on. */
export async function createGroup(ctx: Ctx, input: z.infer<typeof createGroupInput>): Promise<{ group: PeopleGroup }> {
  requirePermission(ctx, "group", "manage");
  const { handle, name, people } = input;
  await requirePeople(ctx, people, "people");
  const wish = { id: newId<PeopleGroup["id"]>(), handle, name, people, createdBy: ctx.actor.person };
  const audit = auditOf(ctx, "group.created", wish.id, { handle, name, people });
  return savedGroup(await insertGroup(ctx.db, wish, GROUP_LIMITS.perTenantMax, audit));
}
