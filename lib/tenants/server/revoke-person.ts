import { deactivatePerson } from "@/db/queries/people";
import type { Ctx } from "@/lib/access/ctx";
import type { PersonId } from "@/lib/platform/ids";

/**
 * What follows the end of a membership, before anybody is told that it ended: the person is no longer listed, leaves every
 * room, and every socket of theirs is closed. Safe to repeat, which is what a caller does after a failure half way.
 */
export async function revokePerson(ctx: Ctx, person: PersonId): Promise<void> {
  await deactivatePerson(ctx.db, person);
  await ctx.objects.inbox(ctx.tenantId, person).expel(ctx.tenantId, person, ctx.actor.person);
}
