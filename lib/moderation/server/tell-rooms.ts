import { listRecentRooms } from "@/db/queries/rooms";
import { readWordList } from "@/db/queries/word-filter";
import type { Ctx } from "@/lib/access/ctx";
import { errorFacts, log } from "@/lib/platform/log";
import type { WordList } from "../protocol";

/** Rooms nobody spoke in for longest hear of a change when they are written in or opened. */
const ROOMS_TOLD_MAX = 1_000;
const ROOMS_AT_ONCE = 50;
/** Whoever saves a word waits no longer than this for the rooms. */
const TELL_MAX_MS = 4_000;

/**
 * Brings the word filter as it is now to the rooms of the tenant, last spoken in first. A room that is missed finds out
 * by itself (docs/decisions), so nothing here stops the change.
 */
export async function tellRooms(ctx: Ctx): Promise<void> {
  const list = await readWordList(ctx.db, 0);
  if (!list) return;
  const rooms = await listRecentRooms(ctx.db, ROOMS_TOLD_MAX);
  const until = ctx.now() + TELL_MAX_MS;
  for (let from = 0; from < rooms.length && ctx.now() < until; from += ROOMS_AT_ONCE)
    await Promise.all(rooms.slice(from, from + ROOMS_AT_ONCE).map((room) => tell(ctx, room, list)));
}

async function tell({ objects, tenantId }: Ctx, room: Parameters<Ctx["objects"]["room"]>[1], list: WordList) {
  try {
    await objects.room(tenantId, room).wordsChanged(tenantId, list);
  } catch (error) {
    log({ event: "room.words_failed", level: "warn", roomId: room, ...errorFacts(error) });
  }
}
