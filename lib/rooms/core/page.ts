/** Pages of history with the proof that they have no hole: every seq of [from, to] is accounted for. */
import type { HistoryPage, MessageView, RoomEvent } from "../protocol";
import { foldEvent, isNotice } from "./fold";

export interface PageRange {
  from: number;
  to: number;
}

/**
 * The range a page of messages covers.
 * @param found seqs of up to `limit + 1` messages in reading direction (newest first for `before`, oldest first for `after`).
 */
export function pageRange(
  want: { before: number } | { after: number },
  found: readonly number[],
  limit: number,
  head: number,
): PageRange {
  const last = found.length > limit ? found[limit - 1] : undefined;
  if ("before" in want) return { from: last ?? 1, to: Math.min(want.before - 1, head) };
  return { from: want.after + 1, to: last ?? head };
}

/**
 * Builds the page of a range.
 * @param inRange the log's events in the range (at least its messages and notices), in order.
 * @param changes the events that target a message of the range, in order, whatever their own seq.
 */
export function buildPage(
  range: PageRange,
  head: number,
  inRange: Iterable<RoomEvent>,
  changes: Iterable<RoomEvent>,
): HistoryPage {
  const messages = new Map<number, MessageView>();
  const notices: RoomEvent[] = [];
  for (const event of inRange) {
    if (event.type === "message.created") foldEvent(messages, event);
    else if (isNotice(event.type)) notices.push(event);
  }
  for (const event of changes) foldEvent(messages, event);
  return {
    from: range.from,
    to: range.to,
    asOf: head,
    messages: [...messages.values()],
    notices,
    atStart: range.from <= 1,
    atEnd: range.to >= head,
  };
}
