/** What `GET /api/t/{tenant}/search` answers. */
import type { PersonId, RoomId } from "../platform/ids";
import type { RoomKind } from "../rooms/protocol";

/** A part of a body to highlight, in UTF-16 units: from `start` up to, not including, `end`. */
export type HitRange = [start: number, end: number];

/** One line that was said before or after a hit, in the room or in its thread. */
export interface HitNeighbour {
  seq: number;
  author: PersonId;
  body: string;
}

export interface SearchHit {
  room: RoomId;
  seq: number;
  at: number;
  author: PersonId;
  body: string;
  ranges: HitRange[];
  /** The seq of the root when this is a reply in a thread. */
  thread: number | null;
  editedAt: number | null;
  before: HitNeighbour | null;
  after: HitNeighbour | null;
}

export interface SearchRoom {
  id: RoomId;
  kind: RoomKind;
  /** Empty for direct messages and unnamed groups: named by `people`. */
  name: string;
  people: PersonId[];
}

export interface SearchPerson {
  id: PersonId;
  name: string;
  image: string | null;
}

export const SORTS = ["newest", "relevant"] as const;
export type Sort = (typeof SORTS)[number];

/** A page may hold fewer hits than it could, and still have a next one. */
export interface SearchPage {
  hits: SearchHit[];
  nextCursor: string | null;
  /** Every room and person that the hits name. */
  rooms: SearchRoom[];
  people: SearchPerson[];
}
