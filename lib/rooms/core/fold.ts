/**
 * How events change what is seen. The same three folds run in the object, in the history verb and in the browser,
 * so that replaying the log over any older state gives the state a fresh read would give.
 */
import type { PersonId } from "../../platform/ids";
import {
  LIMITS,
  type MessageView,
  type RepliesView,
  type RoomEvent,
  type RoomEventType,
  type RoomMeta,
  type RoomRole,
} from "../protocol";

/** A Map of messages by seq, or anything that reads and writes like one. */
export interface MessageMap {
  get(seq: number): MessageView | undefined;
  set(seq: number, view: MessageView): unknown;
}

/**
 * Folds one event into the messages held: a new message is added, those it changes are changed. Version-guarded: an
 * event already folded in changes nothing, so overlapping pages, overlays and live frames may arrive in any mixture.
 * Views are replaced, never mutated.
 */
export function foldEvent(messages: MessageMap, event: RoomEvent): void {
  if (event.type === "message.created" && !messages.get(event.seq)) messages.set(event.seq, createdView(event));
  foldChange(messages, event);
}

/** The same for the messages held already: a new one is not added, but a reply changes its thread's first message. */
export function foldChange(messages: MessageMap, event: RoomEvent): void {
  switch (event.type) {
    case "message.created":
      if (event.thread !== null)
        amend(messages, event.thread, event.seq, (root) => ({ ...root, replies: withReply(root.replies, event) }));
      return;
    case "message.edited":
      return amend(messages, event.target, event.seq, (view) =>
        view.deletedAt === null ? { ...view, body: event.body, editedAt: event.at } : view,
      );
    case "message.deleted":
      amend(messages, event.target, event.seq, (view) =>
        view.deletedAt === null ? { ...view, body: "", reactions: {}, pinned: null, deletedAt: event.at } : view,
      );
      if (event.thread !== undefined)
        amend(messages, event.thread, event.seq, (root) => ({ ...root, replies: event.replies ?? null }));
      return;
    case "message.pinned":
      return amend(messages, event.target, event.seq, (view) =>
        view.deletedAt === null ? { ...view, pinned: event.on ? { by: event.author, at: event.at } : null } : view,
      );
    case "reaction.set":
      return amend(messages, event.target, event.seq, (view) =>
        view.deletedAt === null
          ? { ...view, reactions: react(view.reactions, event.emoji, event.author, event.on) }
          : view,
      );
    case "room.created":
    case "room.renamed":
    case "room.topic":
    case "room.archived":
    case "member.joined":
    case "member.left":
    case "member.role":
      return;
    default:
      // A newer server may send types this code does not know: they change nothing here.
      event satisfies never;
  }
}

/** The room's own facts after one more event. */
export function foldMeta(meta: RoomMeta, event: RoomEvent): RoomMeta {
  switch (event.type) {
    case "room.created":
      return event.meta;
    case "room.renamed":
      return { ...meta, name: event.name };
    case "room.topic":
      return { ...meta, topic: event.topic };
    case "room.archived":
      return { ...meta, archivedAt: event.archived ? event.at : null };
    default:
      return meta;
  }
}

/** Who is in the room after one more event. Mutates the map. */
export function foldMembers(members: Map<PersonId, RoomRole>, event: RoomEvent): void {
  if (event.type === "member.joined" || event.type === "member.role") members.set(event.person, event.role);
  else if (event.type === "member.left") members.delete(event.person);
}

const NOTICE_TYPES: readonly RoomEventType[] = [
  "room.created",
  "room.renamed",
  "room.topic",
  "room.archived",
  "member.joined",
  "member.left",
  "member.role",
];

/** True for the events shown as a line of their own between messages. */
export function isNotice(type: RoomEventType): boolean {
  return NOTICE_TYPES.includes(type);
}

/** The notice types, for a query's list. */
export function noticeTypes(): readonly RoomEventType[] {
  return NOTICE_TYPES;
}

/** The message an event is about, when it is about one. */
export function targetOf(event: RoomEvent): number | null {
  return "target" in event ? event.target : null;
}

/** The thread's first message, when the event adds a reply to it or takes one away. */
export function rootOf(event: RoomEvent): number | null {
  return event.type === "message.created" || event.type === "message.deleted" ? (event.thread ?? null) : null;
}

/** The messages that an event changes, once they exist. */
export function changedBy(event: RoomEvent): number[] {
  return [targetOf(event), rootOf(event)].filter((seq) => seq !== null);
}

/** True when a message stands in the room's own timeline, and not in a thread alone. */
export function isInTimeline({ thread, inRoom }: { thread: number | null; inRoom?: boolean }): boolean {
  return thread === null || inRoom === true;
}

/** The summary of a thread after one more reply. */
export function withReply(
  replies: RepliesView | null,
  { seq, at, author }: { seq: number; at: number; author: PersonId },
): RepliesView {
  const { count, people } = replies ?? { count: 0, people: [] as PersonId[] };
  const known = people.includes(author) || people.length >= LIMITS.replyPeopleMax;
  return { count: count + 1, lastAt: at, lastSeq: seq, people: known ? people : [...people, author] };
}

/** A message at the moment it was written. */
export function createdView(event: Extract<RoomEvent, { type: "message.created" }>): MessageView {
  return {
    seq: event.seq,
    at: event.at,
    author: event.author,
    clientId: event.clientId,
    body: event.body,
    thread: event.thread,
    inRoom: event.inRoom === true,
    editedAt: event.editedAt ?? null,
    deletedAt: null,
    reactions: {},
    pinned: null,
    replies: null,
    version: event.seq,
  };
}

function amend(messages: MessageMap, target: number, seq: number, change: (view: MessageView) => MessageView): void {
  const view = messages.get(target);
  if (view && seq > view.version) messages.set(target, { ...change(view), version: seq });
}

function react(
  reactions: MessageView["reactions"],
  emoji: string,
  person: PersonId,
  on: boolean,
): MessageView["reactions"] {
  const people = Object.hasOwn(reactions, emoji) ? (reactions[emoji] ?? []) : [];
  if (on) return people.includes(person) ? reactions : { ...reactions, [emoji]: [...people, person] };
  const left = people.filter((each) => each !== person);
  if (left.length > 0) return { ...reactions, [emoji]: left };
  const { [emoji]: _gone, ...rest } = reactions;
  return rest;
}
