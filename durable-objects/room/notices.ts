import { audience, type ForWhom, type RoomFacts, type Wants } from "@/lib/notify/core/audience";
import type { MessageNotice } from "@/lib/notify/core/decide";
import { mentionToken } from "@/lib/rooms/core/mentions";
import type { MentionedGroup, RoomEvent } from "@/lib/rooms/protocol";
import type { Objects } from "@/lib/rooms/server/objects";
import type { PersonId } from "@/lib/platform/ids";
import { errorFacts, log as logLine } from "@/lib/platform/log";
import type { Cursors } from "./cursors";
import type { RoomLog } from "./log";
import { OwedNotices } from "./owed-notices";
import { readMessages } from "./reads";
import type { Threads } from "./threads";

const SCHEMA = "CREATE TABLE IF NOT EXISTS wants (person TEXT PRIMARY KEY, wants TEXT NOT NULL) WITHOUT ROWID";
const MESSAGES_AT_ONCE = 50;
const CALLS_AT_ONCE = 16;
/** Messages nobody is told of are looked at again after a restart, at most so many. */
const UNSAVED_MAX = 200;
/** What an inbox needs of a text: enough to show its beginning and to find a word. */
const BODY_CHARS_MAX = 1_000;

type Created = Extract<RoomEvent, { type: "message.created" }>;
type Said = Pick<Created, "seq" | "at" | "author" | "body" | "thread"> & {
  inRoom?: boolean;
  groups?: readonly MentionedGroup[];
};

/**
 * Tells the inboxes of members what may concern them: mentions, direct messages, threads they follow, what they asked
 * for. The queue is the log above `noticed`, so a message is neither forgotten nor told without being stored; an inbox
 * that did not answer is owed a row of its own. An inbox takes each message once, however often it is told.
 */
export class Notices {
  private readonly log: RoomLog;
  private readonly threads: Threads;
  private readonly cursors: Cursors;
  private readonly sql: SqlStorage;
  private readonly objects: Objects;
  private readonly owed: OwedNotices;
  private readonly wants = new Map<PersonId, Wants>();
  /** Every event up to here was looked at, and up to there that is also written down. */
  private noticed: number;
  private saved: number;
  private running: Promise<void> | null = null;
  private again = false;

  constructor(
    { log, threads, cursors }: { log: RoomLog; threads: Threads; cursors: Cursors },
    sql: SqlStorage,
    objects: Objects,
  ) {
    this.log = log;
    this.threads = threads;
    this.cursors = cursors;
    this.sql = sql;
    this.objects = objects;
    sql.exec(SCHEMA);
    this.owed = new OwedNotices(sql);
    for (const { person, wants } of sql.exec<{ person: string; wants: string }>("SELECT person, wants FROM wants"))
      this.wants.set(person as PersonId, JSON.parse(wants) as Wants);
    const known = log.getMeta("noticed");
    // A room from before there were notifications does not begin with its whole past.
    this.noticed = Number(known ?? log.head);
    this.saved = this.noticed;
    if (known === undefined) log.setMeta("noticed", this.noticed);
  }

  /** What a member wants to be told of besides mentions; null: nothing more. */
  listen(person: PersonId, wants: Wants | null): void {
    if (wants === null || !this.log.members.has(person)) {
      this.wants.delete(person);
      this.sql.exec("DELETE FROM wants WHERE person = ?", person);
      return;
    }
    this.wants.set(person, wants);
    this.sql.exec(
      "INSERT INTO wants (person, wants) VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET wants = excluded.wants",
      person,
      JSON.stringify(wants),
    );
  }

  /** Those of the messages that the person has not read, as they stand now. */
  waiting(person: PersonId, seqs: readonly number[]): MessageNotice[] {
    return readMessages(this.log, seqs).flatMap((view) => {
      if (view.deletedAt !== null || this.hasRead(person, view)) return [];
      const message = { ...view, groups: this.groupsIn(view.seq) };
      const what = audience({ ...message, thread: threadOf(message) }, this.facts()).get(person);
      return what ? [this.noticeOf(message, what)] : [];
    });
  }

  /** Milliseconds until something is due, 0 for now, null when everybody knows everything. */
  dueInMs(now: number): number | null {
    if (this.noticed < this.log.head) return 0;
    return this.owed.dueInMs(now);
  }

  /** Tells what is due. One round at a time. Never throws. */
  pump(): Promise<void> {
    this.again = true;
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async run(): Promise<void> {
    while (this.again) {
      this.again = false;
      try {
        while (this.noticed < this.log.head) await this.look();
        await this.owed.pay(
          CALLS_AT_ONCE,
          async (person, notice) => {
            // Nobody who left is told of what was said.
            if (this.log.members.has(person)) await this.call(person, [notice]);
          },
          (error) => this.failed(error),
        );
      } catch (error) {
        this.failed(error);
        return;
      }
    }
  }

  private async look(): Promise<void> {
    const head = this.log.head;
    const messages = this.sql
      .exec<{ data: string }>(
        "SELECT data FROM events WHERE seq > ? AND seq <= ? AND type = 'message.created' ORDER BY seq LIMIT ?",
        this.noticed,
        head,
        MESSAGES_AT_ONCE,
      )
      .toArray()
      .map(({ data }) => JSON.parse(data) as Created);
    const news = new Map<PersonId, MessageNotice[]>();
    for (const message of messages) {
      if (message.source === undefined) this.gather(message, news);
    }
    await this.tell([...news]);
    this.noticed = messages.length < MESSAGES_AT_ONCE ? head : (messages.at(-1)?.seq ?? head);
    if (news.size === 0 && this.noticed - this.saved < UNSAVED_MAX) return;
    this.saved = this.noticed;
    this.log.setMeta("noticed", this.noticed);
  }

  private gather(message: Created, news: Map<PersonId, MessageNotice[]>): void {
    for (const [person, what] of audience(message, this.facts())) {
      const notice = this.noticeOf(message, what);
      const held = news.get(person);
      if (held) held.push(notice);
      else news.set(person, [notice]);
    }
  }

  private facts(): RoomFacts {
    const { meta, members } = this.log;
    return {
      kind: meta.kind,
      isMember: (person) => members.has(person),
      members: () => members.keys(),
      wants: this.wants,
      followers: (root) => this.threads.followers(root),
    };
  }

  private noticeOf(message: Said, what: ForWhom): MessageNotice {
    const { meta } = this.log;
    return {
      room: meta.roomId,
      kind: meta.kind,
      name: meta.name,
      seq: message.seq,
      at: message.at,
      author: message.author,
      body: [...withHandles(message).slice(0, BODY_CHARS_MAX * 2)].slice(0, BODY_CHARS_MAX).join(""),
      thread: threadOf(message),
      ...what,
    };
  }

  /** The groups that a text as it stands mentions, with who was in them then. */
  private groupsIn(seq: number): readonly MentionedGroup[] {
    const edits = this.log.changesOf([seq]).filter((event) => event.type === "message.edited" && event.target === seq);
    const text = edits.at(-1) ?? this.log.event(seq);
    return text && "groups" in text ? (text.groups ?? []) : [];
  }

  /** By the room's cursor, and for a reply also by that of its thread. */
  private hasRead(person: PersonId, { seq, thread, inRoom }: Said): boolean {
    const inThread = thread === null ? null : this.threads.of(person, thread);
    const follows = inThread?.following === true;
    if (follows && seq <= inThread.upTo) return true;
    // The room's cursor passes by replies that are shown in their thread alone.
    const seenInRoom = !follows || inRoom === true;
    return seenInRoom && seq <= this.cursors.of(person).upTo;
  }

  private async tell(news: [PersonId, MessageNotice[]][]): Promise<void> {
    for (let at = 0; at < news.length; at += CALLS_AT_ONCE) {
      const some = news.slice(at, at + CALLS_AT_ONCE);
      const answers = await Promise.allSettled(some.map(([person, notices]) => this.call(person, notices)));
      for (const [index, answer] of answers.entries()) {
        const [person, notices] = some[index] ?? [];
        if (answer.status === "fulfilled" || !person || !notices) continue;
        this.failed(answer.reason);
        this.owed.add(person, notices);
      }
    }
  }

  private async call(person: PersonId, notices: MessageNotice[]): Promise<void> {
    const { tenantId } = this.log;
    await this.objects.inbox(tenantId, person).news(tenantId, person, notices);
  }

  private failed(error: unknown): void {
    logLine({ event: "room.notice_failed", level: "warn", roomId: this.log.meta.roomId, ...errorFacts(error) });
  }
}

/** A reply that is shown in the room as well is news of the room. */
function threadOf({ thread, inRoom }: Said): number | null {
  return inRoom === true ? null : thread;
}

/** Groups by their handles: an inbox knows people, not groups. */
function withHandles({ body, groups = [] }: Said): string {
  return groups.reduce((text, { id, handle }) => text.replaceAll(mentionToken.group(id), `@${handle}`), body);
}
