import { listPeople, listPeopleSharing } from "@/db/queries/people";
import type { SearchableRoom } from "@/db/queries/search";
import type { Ctx } from "@/lib/access/ctx";
import { AppError } from "@/lib/platform/errors";
import type { PersonId, RoomId } from "@/lib/platform/ids";
import { fold } from "../core/fold";
import type { Named } from "../core/parse-query";

/**
 * The people that `from:` names: oneself, an id, a whole name, or the beginning of a name. Several of one name are all meant.
 * @throws AppError invalid_request when the asker knows nobody of that name.
 */
export async function resolvePeople(ctx: Ctx, names: readonly Named[]): Promise<PersonId[] | null> {
  if (names.length === 0) return null;
  const { person, role } = ctx.actor;
  const people = role === "guest" ? await listPeopleSharing(ctx.db, person) : await listPeople(ctx.db);
  const found = names.flatMap(({ name }) => {
    const wanted = fold(name.replace(/^@/, "")).trim();
    if (wanted === "me") return [person];
    const ids = pick(people, wanted, (one) => one.name).map(({ id }) => id);
    if (ids.length === 0) throw unknown(`There is nobody called "${name}" here.`);
    return ids;
  });
  return [...new Set(found)];
}

/**
 * The rooms that `in:` names, among those the asker is in: an id, a channel's or group's name, or its beginning.
 * @throws AppError invalid_request when there is none; a room they may not know of is answered the same.
 */
export function resolveRooms(rooms: readonly SearchableRoom[], names: readonly Named[]): RoomId[] | null {
  if (names.length === 0) return null;
  const named = rooms.filter(({ name }) => name !== "");
  const found = names.flatMap(({ name }) => {
    const known = rooms.find(({ id }) => id === name.toLowerCase());
    const ids = known
      ? [known.id]
      : pick(named, fold(name.replace(/^#/, "")).trim(), (room) => room.name).map(({ id }) => id);
    if (ids.length === 0) throw unknown(`You are in no room called "${name}".`);
    return ids;
  });
  return [...new Set(found)];
}

/** Those of exactly this id or name; else those whose name, or a word of it, begins so. */
function pick<T extends { id: string }>(all: readonly T[], wanted: string, nameOf: (one: T) => string): T[] {
  const folded = all.map((one) => ({ one, name: fold(nameOf(one)).trim() }));
  const exact = folded.filter(({ one, name }) => name === wanted || one.id === wanted);
  const near = exact.length > 0 ? exact : folded.filter(({ name }) => ` ${name}`.includes(` ${wanted}`));
  return near.map(({ one }) => one);
}

function unknown(message: string): AppError {
  return new AppError("invalid_request", message, { param: "q" });
}
