/** The one rule of what is unread. Derived on every ask, never counted along. */
import type { PersonId } from "../../platform/ids";
import { LIMITS, type RoomEvent } from "../protocol";

/** True for an event that is news to people: a message, unless it was imported from elsewhere. */
export function isNews(event: RoomEvent): boolean {
  return event.type === "message.created" && event.source === undefined;
}

/** Messages after my cursor that are not mine, not deleted and not imported; at most `unreadMax`. */
export function countUnread(log: Iterable<RoomEvent>, me: PersonId, upTo: number): number {
  const unread = new Set<number>();
  for (const event of log) {
    if (event.seq > upTo && event.type === "message.created" && event.author !== me && isNews(event))
      unread.add(event.seq);
    if (event.type === "message.deleted") unread.delete(event.target);
  }
  return Math.min(unread.size, LIMITS.unreadMax);
}
