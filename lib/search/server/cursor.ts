import type { HitKey } from "@/db/search/conditions";
import { AppError } from "@/lib/platform/errors";
import { isUuid, type RoomId } from "@/lib/platform/ids";
import type { Sort } from "../protocol";

/** Where a page ended. Of a list by relevance also the rank, and the moment up to which that list was made. */
export interface SearchCursor extends HitKey {
  tier: number;
  asOfMs: number;
}

export function writeCursor(sort: Sort, { atMs, room, seq, tier, asOfMs }: SearchCursor): string {
  return [sort, atMs, room, seq, tier, asOfMs].join(".");
}

/** @throws AppError invalid_request for anything that `writeCursor` did not write for this order. */
export function readCursor(sort: Sort, text: string): SearchCursor {
  const [of, at, room = "", ...rest] = text.split(".");
  const [atMs, seq, tier, asOfMs] = [at, ...rest].map((part) => (/^\d{1,16}$/.test(part ?? "") ? Number(part) : null));
  const isRoom = isUuid(room) || /^[f-]{36}$/.test(room);
  const complete = atMs != null && seq != null && tier != null && asOfMs != null && rest.length === 3;
  if (of !== sort || !isRoom || !complete)
    throw new AppError("invalid_request", "The cursor is not one of this search.", { param: "cursor" });
  return { atMs, room: room as RoomId, seq, tier, asOfMs };
}
