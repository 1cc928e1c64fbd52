import type { RoomEvent } from "../../rooms/protocol";
import type { HitNeighbour } from "../protocol";

interface Amendable {
  seq: number;
  body: string;
  editedAt: number | null;
  before: HitNeighbour | null;
  after: HitNeighbour | null;
}

/** A hit after events of its room that are newer than it, in their order; null when it was deleted. */
export function amendHit<T extends Amendable>(hit: T, events: readonly RoomEvent[]): T | null {
  let now = hit;
  for (const event of events) {
    if (event.type === "message.deleted") {
      if (event.target === hit.seq) return null;
      if (event.target === now.before?.seq) now = { ...now, before: null };
      if (event.target === now.after?.seq) now = { ...now, after: null };
    }
    if (event.type === "message.edited") {
      const { body, at } = event;
      if (event.target === hit.seq) now = { ...now, body, editedAt: at };
      if (event.target === now.before?.seq) now = { ...now, before: { ...now.before, body } };
      if (event.target === now.after?.seq) now = { ...now, after: { ...now.after, body } };
    }
  }
  return now;
}
