/** Which members of a room may want to hear of a message. What they want exactly, their own inbox knows. */
import type { PersonId } from "../../platform/ids";
import { mentionsOf } from "../../rooms/core/mentions";
import type { MentionedGroup, RoomKind } from "../../rooms/protocol";
import type { MessageNotice } from "./decide";
import { hasKeyword } from "./keywords";

/** What a member of a channel asked its room to be told of besides mentions. */
export interface Wants {
  all: boolean;
  keywords: string[];
}

export interface RoomFacts {
  kind: RoomKind;
  isMember(person: PersonId): boolean;
  members(): Iterable<PersonId>;
  wants: ReadonlyMap<PersonId, Wants>;
  /** Who follows a thread. */
  followers(root: number): readonly PersonId[];
}

export type ForWhom = Pick<MessageNotice, "mentioned" | "everybody" | "followed">;

/** Everybody to be told, with what the message is to them. Never its author. */
export function audience(
  message: { author: PersonId; body: string; thread: number | null; groups?: readonly MentionedGroup[] },
  room: RoomFacts,
): Map<PersonId, ForWhom> {
  const { people, room: wholeRoom, here } = mentionsOf(message.body);
  const everybody = wholeRoom ? "room" : here ? "here" : null;
  const told = new Map<PersonId, ForWhom>();
  const add = (person: PersonId, what: Partial<ForWhom>) => {
    if (person === message.author || !room.isMember(person)) return;
    told.set(person, { ...(told.get(person) ?? { mentioned: false, followed: false, everybody }), ...what });
  };
  if (room.kind !== "channel" || everybody !== null) for (const person of room.members()) add(person, {});
  for (const [person, { all, keywords }] of room.wants) if (all || hasKeyword(message.body, keywords)) add(person, {});
  if (message.thread !== null) for (const person of room.followers(message.thread)) add(person, { followed: true });
  for (const person of people) add(person, { mentioned: true });
  for (const group of message.groups ?? []) for (const person of group.people) add(person, { mentioned: true });
  return told;
}
