import { tenantDb } from "@/db/client";
import { findMatches, readHits } from "@/db/queries/search";
import type { Archive } from "../archive/open";
import type { Random } from "../archive/random";
import { CLASSES, type Asking, type ClassName } from "./askings";

const AT_ONCE = 4;
const PAGE_SIZE = 20;

/**
 * Asks at random, half of it as somebody who should get little: about a room they are not in, about one they left, or
 * with the other tenant's handle. What comes back is compared with who is in which room by the loader's own lists.
 */
export async function countForbidden(
  archive: Archive,
  ask: (name: ClassName) => Asking,
  random: Random,
  count: number,
): Promise<{ asked: number; hits: number; forbidden: number }> {
  const { tenant, other, env } = archive;
  const dbs = { own: tenantDb(env, tenant.id), foreign: tenantDb(env, other.id) };
  const names = Object.keys(CLASSES) as ClassName[];
  const roomsOf = new Map(
    tenant.people.map((person) => [
      person,
      new Set(tenant.rooms.filter(({ members }) => members.includes(person)).map(({ id }) => id)),
    ]),
  );
  const total = { asked: 0, hits: 0, forbidden: 0 };

  async function askOnce(): Promise<void> {
    const { person, wish } = ask(random.pick(names));
    const closed = tenant.rooms.filter(({ members }) => !members.includes(person));
    const left = closed.filter(({ former }) => former.includes(person));
    const from = random.next();
    const db = from < 0.1 ? dbs.foreign : dbs.own;
    const room = random.pick(from < 0.3 && left.length > 0 ? left : closed);
    const rooms =
      from >= 0.1 && from < 0.5
        ? [room.id, ...(random.next() < 0.5 ? [] : [tenant.rooms[0]?.id ?? room.id])]
        : wish.rooms;
    const { matches } = await findMatches(db, person, { ...wish, rooms }, PAGE_SIZE);
    // And by key, without a search: a message of a room they are not in.
    const key = { room: room.id, seq: 1 + random.below(Math.max(1, room.messages)), atMs: 0 };
    const hits = await readHits(db, person, [...matches, key]);
    const mine = db === dbs.own ? roomsOf.get(person) : undefined;
    total.asked++;
    total.hits += hits.length;
    total.forbidden += [...matches, ...hits].filter((hit) => mine?.has(hit.room) !== true).length;
  }

  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, lane) => {
      for (let nth = lane; nth < count; nth += AT_ONCE) await askOnce();
    }),
  );
  return total;
}
