/** What one room's people have read and follow, as naively as possible: the rules once more, in another hand. */
import type { PersonId } from "@/lib/platform/ids";
import { mentionsOf } from "@/lib/rooms/core/mentions";
import { countMentions, countThreadUnread, countUnread } from "@/lib/rooms/core/unread";
import type { RoomEvent } from "@/lib/rooms/protocol";

export interface Written {
  seq: number;
  author: PersonId;
  thread: number | null;
  body: string;
  deleted: boolean;
}

interface Follow {
  following: boolean;
  upTo: number;
}

export interface Badges {
  unread: number;
  mentions: number;
  threads: number;
  cursor: number;
}

export class RoomReference {
  readonly members: Set<PersonId>;
  readonly written: Written[] = [];
  readonly cursors = new Map<PersonId, number>();
  /** Whoever ever marked something unread: what a device says that knows of none of it is not believed. */
  readonly rewound = new Set<PersonId>();
  archived = false;
  head: number;
  private readonly follows = new Map<PersonId, Map<number, Follow>>();

  constructor(people: readonly PersonId[], head: number) {
    this.members = new Set(people);
    this.head = head;
    for (const person of people) this.cursors.set(person, head);
  }

  at(seq: number): Written | undefined {
    return this.written.find((one) => one.seq === seq);
  }

  wrote(seq: number, author: PersonId, body: string, thread: number | null): void {
    this.head = seq;
    this.written.push({ seq, author, thread, body, deleted: false });
    if (thread === null) return;
    const root = this.at(thread);
    this.join(author, thread, seq, true);
    for (const person of mentionsOf(body).people) if (person !== author) this.join(person, thread, seq - 1, true);
    for (const person of [...mentionsOf(root?.body ?? "").people, ...(root ? [root.author] : [])])
      if (person !== author) this.join(person, thread, thread, false);
  }

  edited(seq: number, target: number, body: string): void {
    this.head = seq;
    const message = this.at(target);
    if (!message) return;
    message.body = body;
    if (message.thread === null) return;
    for (const person of mentionsOf(body).people) this.join(person, message.thread, target - 1, false);
  }

  deleted(seq: number, target: number): void {
    this.head = Math.max(this.head, seq);
    const message = this.at(target);
    if (message) Object.assign(message, { deleted: true, body: "" });
  }

  read(person: PersonId, upTo: number, stale: boolean): void {
    const now = this.cursors.get(person) ?? 0;
    if (!(stale && this.rewound.has(person))) this.cursors.set(person, Math.max(now, Math.min(upTo, this.head)));
  }

  unread(person: PersonId, from: number): void {
    if (from - 1 >= (this.cursors.get(person) ?? 0)) return;
    this.cursors.set(person, from - 1);
    this.rewound.add(person);
  }

  follow(person: PersonId, root: number, on: boolean): void {
    if (this.at(root)?.thread !== null) return;
    const now = this.followOf(person, root);
    if ((now?.following ?? false) === on) return;
    this.put(person, root, { following: on, upTo: on ? this.head : (now?.upTo ?? 0) });
  }

  readThread(person: PersonId, root: number, upTo: number): void {
    const now = this.followOf(person, root);
    if (now) this.put(person, root, { ...now, upTo: Math.max(now.upTo, Math.min(upTo, this.head)) });
  }

  joined(person: PersonId, seq: number): void {
    this.head = seq;
    this.members.add(person);
    this.cursors.set(person, Math.max(this.cursors.get(person) ?? 0, seq));
    for (const [root, follow] of this.follows.get(person) ?? [])
      this.put(person, root, { ...follow, upTo: Math.max(follow.upTo, seq) });
  }

  /** Counted afresh from the whole log. */
  badges(person: PersonId, log: readonly RoomEvent[]): Badges {
    const cursor = this.cursors.get(person) ?? 0;
    const followed = [...(this.follows.get(person) ?? [])].filter(([, { following }]) => following);
    const unread = followed.filter(([root, { upTo }]) => countThreadUnread(log, person, root, upTo) > 0);
    return {
      unread: countUnread(log, person, cursor),
      mentions: countMentions(log, person, cursor),
      threads: Math.min(unread.length, 100),
      cursor,
    };
  }

  private join(person: PersonId, root: number, upTo: number, again: boolean): void {
    if (!this.members.has(person)) return;
    const now = this.followOf(person, root);
    if (now?.following || (now && !again)) return;
    this.put(person, root, { following: true, upTo: Math.max(now?.upTo ?? 0, upTo) });
  }

  private followOf(person: PersonId, root: number): Follow | undefined {
    return this.follows.get(person)?.get(root);
  }

  private put(person: PersonId, root: number, follow: Follow): void {
    const mine = this.follows.get(person) ?? new Map<number, Follow>();
    this.follows.set(person, mine.set(root, follow));
  }
}
