import { listPeople, listPeopleSharing } from "@/db/queries/people";
import { listSearchableRooms } from "@/db/queries/search";
import type { Ctx } from "@/lib/access/ctx";

/** The names that `from:` and `in:` can be given: people the actor may know of, and the named rooms they are in. */
export async function listVocabulary(ctx: Ctx) {
  const { person, role } = ctx.actor;
  const [people, rooms] = await Promise.all([
    role === "guest" ? listPeopleSharing(ctx.db, person) : listPeople(ctx.db),
    listSearchableRooms(ctx.db, person),
  ]);
  return {
    people: people.map(({ id, name }) => ({ id, name })),
    rooms: rooms.filter(({ name }) => name !== "").map(({ id, name }) => ({ id, name })),
  };
}
