import * as z from "zod/mini";
import { listPeople as queryPeople, listPeopleSharing } from "@/db/queries/people";
import type { Ctx } from "@/lib/access/ctx";
import { tenantSlug } from "./inputs";

export const listPeopleInput = z.strictObject({ tenant: tenantSlug });
type Input = z.infer<typeof listPeopleInput>;

/** The people of this tenant, deactivated and imported ones included (their messages stay). A guest sees who shares a room with them. */
export async function listPeople(ctx: Ctx, _input: Input) {
  const { person, role } = ctx.actor;
  const people = role === "guest" ? await listPeopleSharing(ctx.db, person) : await queryPeople(ctx.db);
  return { me: person, people };
}
