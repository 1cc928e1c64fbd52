/** What the rules of messages need to know of a room's log. */
import type { WordVerdict } from "../../moderation/core/word-filter";
import type { ClientId, GroupId, PersonId } from "../../platform/ids";
import type { FileInfo, MentionedGroup, RepliesView, RoomMeta, RoomRole } from "../protocol";

/** A message as the rules need to know it. */
export interface JudgedMessage {
  author: PersonId;
  thread: number | null;
  deleted: boolean;
  /** The place of its last edit, else of its deletion, else its own. */
  changed: { seq: number; at: number };
}

export interface Place {
  seq: number;
  at: number;
}

/** The log, asked only when needed. */
export interface LogView {
  meta: RoomMeta;
  memberCount: number;
  roleOf(person: PersonId): RoomRole | null;
  /** The event this author made with this client id, if any: for ever. */
  original(author: PersonId, clientId: ClientId): Place | null;
  message(seq: number): JudgedMessage | null;
  /** The text of a message as it stands. */
  bodyOf(seq: number): string;
  /** The pin that stands on the message, if any, and how many messages of the room are pinned. */
  pinOn(seq: number): Place | null;
  pinCount(): number;
  /** What is left of a thread's summary when this reply is gone. */
  repliesWithout(root: number, reply: number): RepliesView | null;
  /** The uploaded file a token stands for, when it was signed for this person in this room and is not too old. */
  fileOf(token: string, person: PersonId): FileInfo | null;
  /** A group of the tenant as the room knows it; null when there is none. */
  groupOf(id: GroupId): Group | null;
  /** True for a file that is in a message already. */
  isAttached(fileId: string): boolean;
  /** Emoji that somebody's reaction shows on the message now. */
  emojiOn(seq: number): readonly string[];
  /** What the tenant's word filter says of a text; null: nothing. */
  judgeWords(text: string): WordVerdict | null;
  /** Spends one of the person's sends, reactions or changes; milliseconds to wait when there is none. */
  spend(person: PersonId, kind: Spending): number;
}

/** A group and all of its people, in the room or not. */
export type Group = Pick<MentionedGroup, "handle"> & { people: readonly PersonId[] };

export type Spending = "send" | "react" | "change" | "repeat";
