import { deactivatePerson } from "@/db/queries/people";
import { listRoomsOf } from "@/db/queries/rooms";
import type { Ctx } from "@/lib/access/ctx";
import type { PersonId } from "@/lib/platform/ids";

const ROOMS_AT_ONCE = 20;

/**
 * What follows the end of a membership, before anybody is told that it ended: the person is no longer listed, leaves every
 * room, and every socket of theirs is closed. Safe to repeat, which is what a caller does after a failure half way.
 */
export async function revokePerson(ctx: Ctx, person: PersonId): Promise<void> {
  const { db, objects, tenantId, actor } = ctx;
  await deactivatePerson(db, person);
  await objects.inbox(tenantId, person).expel(tenantId, person, actor.person);
  // The inbox knows the rooms that told it; one whose word is still on its way is found here.
  const rooms = await listRoomsOf(db, person);
  for (let at = 0; at < rooms.length; at += ROOMS_AT_ONCE) {
    const some = rooms.slice(at, at + ROOMS_AT_ONCE);
    await Promise.all(some.map(({ roomId }) => objects.room(tenantId, roomId).expel(tenantId, person, actor.person)));
  }
}
