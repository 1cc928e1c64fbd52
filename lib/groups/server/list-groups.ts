import * as z from "zod/mini";
import { listGroups as queryGroups } from "@/db/queries/groups";
import { listPeopleSharing } from "@/db/queries/people";
import type { Ctx } from "@/lib/access/ctx";
import { GROUP_LIMITS, type GroupList } from "../protocol";
import { tenantSlug } from "./inputs";

export const listGroupsInput = z.strictObject({ tenant: tenantSlug });

/** The tenant's groups. A guest, who reads messages that mention them, sees of their people those of their own rooms. */
export async function listGroups(ctx: Ctx, _input: z.infer<typeof listGroupsInput>): Promise<GroupList> {
  const groups = await queryGroups(ctx.db, GROUP_LIMITS.deletedListedMax);
  if (ctx.actor.role !== "guest") return { groups };
  const seen = new Set((await listPeopleSharing(ctx.db, ctx.actor.person)).map(({ id }) => id));
  return { groups: groups.map((group) => ({ ...group, people: group.people.filter((id) => seen.has(id)) })) };
}
