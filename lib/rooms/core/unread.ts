/** The one rule of what is unread. Derived on every ask, never counted along. */
import type { PersonId } from "../../platform/ids";
import { LIMITS, type RoomEvent } from "../protocol";
import { isInTimeline } from "./fold";
import { EVERYBODY, mentionedBy } from "./mentions";

/** True for an event that is news to a room: a message that stands in it, unless it was imported from elsewhere. */
export function isNews(event: RoomEvent): boolean {
  return event.type === "message.created" && event.source === undefined && isInTimeline(event);
}

/** True for an event that is news to those who follow a thread: a reply, shown in the room too or not. */
export function isThreadNews(event: RoomEvent): boolean {
  return event.type === "message.created" && event.source === undefined && event.thread !== null;
}

/** News of the room after my cursor that is not mine and not deleted; at most `unreadMax`. */
export function countUnread(log: Iterable<RoomEvent>, me: PersonId, upTo: number): number {
  return Math.min(unreadAfter(log, me, upTo, isNews).size, LIMITS.unreadMax);
}

/** Those of them whose text, as it stands, mentions me or everybody. */
export function countMentions(log: readonly RoomEvent[], me: PersonId, upTo: number): number {
  const unread = unreadAfter(log, me, upTo, isNews);
  const texts = new Map<number, Parameters<typeof mentionedBy>[0]>();
  for (const event of log) {
    if (event.type === "message.created" && unread.has(event.seq)) texts.set(event.seq, event);
    if (event.type === "message.edited" && unread.has(event.target)) texts.set(event.target, event);
  }
  const mine = [...texts.values()].filter((text) => mentionedBy(text).some((who) => who === me || who === EVERYBODY));
  return Math.min(mine.length, LIMITS.unreadMax);
}

/** Replies of a thread after my cursor in it that are not mine and not deleted; at most `unreadMax`. */
export function countThreadUnread(log: Iterable<RoomEvent>, me: PersonId, root: number, upTo: number): number {
  const isReply = (event: RoomEvent) => isThreadNews(event) && "thread" in event && event.thread === root;
  return Math.min(unreadAfter(log, me, upTo, isReply).size, LIMITS.unreadMax);
}

function unreadAfter(
  log: Iterable<RoomEvent>,
  me: PersonId,
  upTo: number,
  counts: (event: RoomEvent) => boolean,
): Set<number> {
  const unread = new Set<number>();
  for (const event of log) {
    if (event.seq > upTo && event.author !== me && counts(event)) unread.add(event.seq);
    if (event.type === "message.deleted") unread.delete(event.target);
  }
  return unread;
}
