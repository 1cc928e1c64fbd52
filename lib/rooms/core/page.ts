/** Pages of history with the proof that they have no hole: every seq of [from, to] is accounted for. */
import type { HistoryPage, MessageView, RoomEvent, ThreadPage } from "../protocol";
import { createdView, foldChange, isInTimeline, isNotice } from "./fold";

type CreatedEvent = Extract<RoomEvent, { type: "message.created" }>;

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
 * @param changes the events that change a message of the range (replies to it included), in order, whatever their own seq.
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
    if (isNotice(event.type)) notices.push(event);
    else if (event.type === "message.created" && isInTimeline(event)) messages.set(event.seq, createdView(event));
  }
  for (const event of changes) foldChange(messages, event);
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

/**
 * Builds a page of a thread.
 * @param found the thread's replies, newest first, one more than the page holds.
 * @param changes the events that change the root or one of the replies, in order.
 * @param before exclusive end of the page; null for the newest.
 */
export function buildThreadPage(
  root: CreatedEvent,
  found: readonly CreatedEvent[],
  changes: Iterable<RoomEvent>,
  { head, before, limit }: { head: number; before: number | null; limit: number },
): Omit<ThreadPage, "reading"> {
  const listed = found.slice(0, limit).toReversed();
  const messages = new Map([root, ...listed].map((event) => [event.seq, createdView(event)]));
  for (const event of changes) foldChange(messages, event);
  const view = messages.get(root.seq);
  messages.delete(root.seq);
  const atStart = found.length <= limit;
  return {
    root: view ?? createdView(root),
    from: atStart ? root.seq + 1 : (listed[0]?.seq ?? root.seq + 1),
    to: before === null ? head : before - 1,
    asOf: head,
    messages: [...messages.values()],
    atStart,
    atEnd: before === null || before > head,
  };
}
