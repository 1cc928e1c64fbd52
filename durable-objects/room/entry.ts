import type { InboxRoom } from "@/lib/rooms/protocol";
import type { PersonId } from "@/lib/platform/ids";
import type { Cursors } from "./cursors";
import type { RoomLog } from "./log";
import type { Marks } from "./marks";
import type { Threads } from "./threads";

export interface EntryParts {
  log: RoomLog;
  cursors: Cursors;
  marks: Marks;
  threads: Threads;
}

const PEOPLE_LISTED_MAX = 20;

/** Grows with every change of what the person's sidebar shows for this room. */
export function entryVersion({ log, cursors }: Pick<EntryParts, "log" | "cursors">, person: PersonId): number {
  return log.head + cursors.of(person).version;
}

/** The room as the person's sidebar shows it: absolute values, so that any order of arrival is right. */
export function entryOf({ log, cursors, marks, threads }: EntryParts, person: PersonId): InboxRoom | null {
  if (!log.members.has(person)) return null;
  const { upTo } = cursors.of(person);
  return {
    ...log.meta,
    head: log.head,
    unread: cursors.unread(person),
    mentions: marks.unread(person, upTo),
    threads: threads.unreadThreads(person),
    cursor: upTo,
    lastMessageAt: log.lastMessageAt,
    people: log.meta.kind === "channel" ? [] : [...log.members.keys()].slice(0, PEOPLE_LISTED_MAX),
    version: entryVersion({ log, cursors }, person),
  };
}
