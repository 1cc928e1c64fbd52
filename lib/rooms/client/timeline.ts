/** What a reader sees of one stretch of the log, as rows: days, notices, messages grouped by author, what waits to be sent. */
import type { PersonId } from "../../platform/ids";
import type { MessageView, RoomEvent } from "../protocol";
import type { PendingChange, PendingReaction, PendingSend, RoomView } from "./room-view";
import type { Segment } from "./segments";

/** Messages of one author within this time share one header. */
export const GROUP_WITHIN_MS = 5 * 60_000;

export type Row =
  | { kind: "start"; key: "start" }
  | { kind: "edge"; key: "older" | "newer" }
  | { kind: "day"; key: string; at: number }
  | { kind: "unread"; key: "unread" }
  | { kind: "notice"; key: string; seq: number; events: readonly RoomEvent[] }
  | { kind: "message"; key: string; message: MessageView; head: boolean }
  | { kind: "pending"; key: string; send: PendingSend; head: boolean };

export interface TimelineInput {
  view: RoomView;
  /** The stretch to show. */
  segment: Segment;
  /** True when the stretch is the one that follows the stream: what waits to be sent belongs under it. */
  live: boolean;
  /** Everything up to here was read when the reader came; null: no divider. */
  readUpTo: number | null;
  /** Names the local day of a moment: equal text, same day. */
  dayOf(at: number): string;
}

/** Builds the rows of a stretch, oldest first. */
export function timeline({ view, segment, live, readUpTo, dayOf }: TimelineInput): Row[] {
  const rows: Row[] = [segment.from <= 1 ? { kind: "start", key: "start" } : { kind: "edge", key: "older" }];
  let day = "";
  let last: { author: PersonId; at: number; thread: number | null } | null = null;
  // What was read last may lie before this stretch: then its border is not here.
  let divided = readUpTo === null || readUpTo < segment.from - 1;

  const enter = (at: number, seq: number | null, author: PersonId | null) => {
    if (!divided && seq !== null && readUpTo !== null && seq > readUpTo && author !== null && author !== view.me) {
      rows.push({ kind: "unread", key: "unread" });
      divided = true;
      last = null;
    }
    const today = dayOf(at);
    if (today === day) return;
    day = today;
    last = null;
    // The unread line belongs under the day it falls in.
    const above = rows.at(-1)?.kind === "unread" ? rows.pop() : undefined;
    rows.push({ kind: "day", key: `day-${today}`, at });
    if (above) rows.push(above);
  };
  const heads = (author: PersonId, at: number, thread: number | null) => {
    const same = last !== null && last.author === author && at - last.at < GROUP_WITHIN_MS && last.thread === thread;
    last = { author, at, thread };
    return !same;
  };

  for (const seq of shownSeqs(view, segment)) {
    const message = view.messages.get(seq);
    if (message) {
      enter(message.at, seq, message.author);
      const head = heads(message.author, message.at, message.thread);
      // Keyed by the author's own id, so that a row keeps its place when a sent message becomes a logged one.
      rows.push({ kind: "message", key: `${message.author}:${message.clientId}`, message, head });
      continue;
    }
    const event = view.notices.get(seq);
    if (!event) continue;
    enter(event.at, null, null);
    last = null;
    const above = rows.at(-1);
    if (above?.kind === "notice" && joinsOnly(above.events) && joinsOnly([event])) {
      rows[rows.length - 1] = { ...above, events: [...above.events, event] };
    } else {
      rows.push({ kind: "notice", key: `notice-${seq}`, seq, events: [event] });
    }
  }

  if (!live) return [...rows, { kind: "edge", key: "newer" }];
  for (const send of view.pending) {
    if (send.thread !== null && !send.alsoInRoom) continue;
    enter(send.at, null, null);
    rows.push({
      kind: "pending",
      key: `${view.me}:${send.clientId}`,
      send,
      head: heads(view.me, send.at, send.thread),
    });
  }
  return rows;
}

/** A message as I wish it: with my reactions and changes that the room has not confirmed yet. */
export function asWished(
  message: MessageView,
  reactions: readonly PendingReaction[],
  changes: readonly PendingChange[],
  me: PersonId,
): MessageView {
  let wished = withMyReactions(message, reactions, me);
  for (const { target, kind, state, body, on, at } of changes) {
    if (target !== message.seq || state === "failed" || wished.deletedAt !== null) continue;
    if (kind === "edit") wished = { ...wished, body, editedAt: at };
    else if (kind === "pin") wished = { ...wished, pinned: on ? { by: me, at } : null };
    else wished = { ...wished, body: "", reactions: {}, pinned: null, deletedAt: at };
  }
  return wished;
}

/** A message with my reactions that the room has not confirmed yet. */
export function withMyReactions(message: MessageView, wishes: readonly PendingReaction[], me: PersonId): MessageView {
  const mine = wishes.filter(({ target }) => target === message.seq);
  if (mine.length === 0) return message;
  const reactions = { ...message.reactions };
  for (const { emoji, on } of mine) {
    const others = (reactions[emoji] ?? []).filter((person) => person !== me);
    const people = on ? (reactions[emoji]?.includes(me) ? (reactions[emoji] ?? []) : [...others, me]) : others;
    if (people.length > 0) reactions[emoji] = people;
    else delete reactions[emoji];
  }
  return { ...message, reactions };
}

function shownSeqs(view: RoomView, { from, to }: Segment): number[] {
  const within = (seq: number) => seq >= from && seq <= to;
  return [...view.messages.keys(), ...view.notices.keys()].filter(within).sort((a, b) => a - b);
}

function joinsOnly(events: readonly RoomEvent[]): boolean {
  return events.every(({ type }) => type === "member.joined" || type === "member.left");
}
