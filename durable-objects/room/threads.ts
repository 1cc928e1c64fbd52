import { LIMITS, type RoomEvent, type ThreadReading } from "@/lib/rooms/protocol";
import type { PersonId } from "@/lib/platform/ids";
import type { Marks } from "./marks";
import type { RoomLog } from "./log";

export interface FollowRow extends ThreadReading {
  person: PersonId;
}

interface StoredRow extends Record<string, SqlStorageValue> {
  person: string;
  root: number;
  following: number;
  up_to: number;
  version: number;
}

/**
 * Who follows which thread, and how far they have read it. Like cursors not part of the log. Whoever wrote the first
 * message, replied, or is mentioned in the thread follows it, until they choose not to.
 */
export class Threads {
  private readonly log: RoomLog;
  private readonly marks: Marks;
  private readonly sql: SqlStorage;
  private maybeUnpushed = true;

  constructor(log: RoomLog, marks: Marks, sql: SqlStorage) {
    this.log = log;
    this.marks = marks;
    this.sql = sql;
  }

  of(person: PersonId, root: number): ThreadReading {
    const row = this.rows("person = ? AND root = ?", person, root)[0];
    return row ? readingOf(row) : { root, following: false, upTo: 0, version: 0 };
  }

  /**
   * What an event means for those who follow: a reply brings its author, the writer of the first message and whoever is
   * mentioned; an edit whom it mentions newly. Call in the transaction that writes it, after `marks` took it in.
   * @returns the people whose standing in a thread changed.
   */
  take(event: RoomEvent): FollowRow[] {
    if (event.type === "message.edited") {
      const edited = this.log.event(event.target);
      if (edited?.type !== "message.created" || edited.thread === null) return [];
      return this.join(edited.thread, this.marks.peopleIn(event.target), event.target - 1);
    }
    if (event.type !== "message.created" || event.thread === null) return [];
    const root = event.thread;
    const author = this.log.event(root)?.author;
    const mentioned = this.marks.peopleIn(event.seq).filter((person) => person !== event.author);
    const heard = [...this.marks.peopleIn(root), ...(author ? [author] : [])].filter((one) => one !== event.author);
    const changed = [
      ...this.join(root, [event.author], event.seq, true),
      ...this.join(root, mentioned, event.seq - 1, true),
      // Those chose nothing themselves, so what they chose before stands.
      ...this.join(root, heard, root),
    ];
    if (event.source === undefined)
      this.sql.exec(
        "UPDATE thread_follows SET maybe = 1 WHERE root = ? AND following = 1 AND person <> ?",
        root,
        event.author,
      );
    return changed;
  }

  /** The person's own choice. Whoever begins to follow has nothing unread there. Null when it is so already. */
  follow(person: PersonId, root: number, on: boolean): FollowRow | null {
    const now = this.of(person, root);
    if (now.following === on) return null;
    return this.put({ person, ...now, following: on, upTo: on ? Math.max(now.upTo, this.log.head) : now.upTo });
  }

  /** Who follows a thread. */
  followers(root: number): PersonId[] {
    return this.rows("root = ? AND following = 1", root).map(({ person }) => person as PersonId);
  }

  /** Moves the person's cursor in a thread forward, never back. Null when it stands there or further already. */
  read(person: PersonId, root: number, upTo: number): FollowRow | null {
    const now = this.of(person, root);
    // Who does not follow has no badge there to clear.
    if (now.version === 0 || upTo <= now.upTo) return null;
    return this.put({ person, ...now, upTo });
  }

  /** The person came (back) into the room: what was written in their absence is not unread. */
  catchUp(person: PersonId): void {
    for (const row of this.rows("person = ? AND maybe = 1", person)) this.read(person, row.root, this.log.head);
  }

  /** Replies of one thread that are news to the person, at most `unreadMax`. */
  unread(person: PersonId, { root, upTo }: ThreadReading): number {
    return this.sql
      .exec<{ unread: number }>(
        "SELECT count(*) AS unread FROM (SELECT 1 FROM events WHERE root = ? AND seq > ? AND reply = 1 AND author <> ? LIMIT ?)",
        root,
        upTo,
        person,
        LIMITS.unreadMax,
      )
      .one().unread;
  }

  /** How many threads the person follows that have something unread, at most `unreadMax`. */
  unreadThreads(person: PersonId): number {
    return this.sql
      .exec<{ threads: number }>(
        `SELECT count(*) AS threads FROM (
           SELECT 1 FROM thread_follows f WHERE f.person = ?1 AND f.maybe = 1 AND f.following = 1
              AND EXISTS (SELECT 1 FROM events e WHERE e.root = f.root AND e.seq > f.up_to AND e.reply = 1 AND e.author <> ?1)
            LIMIT ?2)`,
        person,
        LIMITS.unreadMax,
      )
      .one().threads;
  }

  /** Rows Postgres has not heard of. */
  unpushed(limit: number): FollowRow[] {
    if (!this.maybeUnpushed) return [];
    const rows = this.rows("pushed < version LIMIT ?", limit).map((row) => ({
      person: row.person as PersonId,
      ...readingOf(row),
    }));
    this.maybeUnpushed = rows.length > 0;
    return rows;
  }

  /** Postgres has these now; a row that changed meanwhile stays unpushed. */
  markPushed(rows: readonly FollowRow[]): void {
    this.sql.exec(
      `UPDATE thread_follows SET pushed = max(pushed, j.version)
         FROM (SELECT json_extract(value, '$[0]') AS person, json_extract(value, '$[1]') AS root,
                      json_extract(value, '$[2]') AS version FROM json_each(?)) AS j
        WHERE thread_follows.person = j.person AND thread_follows.root = j.root`,
      JSON.stringify(rows.map(({ person, root, version }) => [person, root, version])),
    );
  }

  /** @param again true: also those who had chosen not to follow; they act in the thread, or are called into it. */
  private join(root: number, people: readonly PersonId[], upTo: number, again = false): FollowRow[] {
    const changed: FollowRow[] = [];
    for (const person of new Set(people)) {
      if (!this.log.members.has(person)) continue;
      const now = this.of(person, root);
      if (now.following || (now.version > 0 && !again)) continue;
      changed.push(this.put({ person, ...now, following: true, upTo: Math.max(now.upTo, upTo) }));
    }
    return changed;
  }

  private put({ version, ...row }: FollowRow): FollowRow {
    const next = { ...row, version: version + 1 };
    this.maybeUnpushed = true;
    this.sql.exec(
      `INSERT INTO thread_follows (person, root, following, up_to, version, pushed, maybe) VALUES (?, ?, ?, ?, ?, 0, 1)
       ON CONFLICT (person, root) DO UPDATE SET
         following = excluded.following, up_to = excluded.up_to, version = excluded.version, maybe = 1`,
      next.person,
      next.root,
      Number(next.following),
      next.upTo,
      next.version,
    );
    // What is read needs no look again until somebody replies.
    if (!next.following || this.unread(next.person, next) === 0)
      this.sql.exec("UPDATE thread_follows SET maybe = 0 WHERE person = ? AND root = ?", next.person, next.root);
    return next;
  }

  private rows(where: string, ...values: SqlStorageValue[]): StoredRow[] {
    return this.sql
      .exec<StoredRow>(`SELECT person, root, following, up_to, version FROM thread_follows WHERE ${where}`, ...values)
      .toArray();
  }
}

function readingOf({ root, following, up_to, version }: StoredRow): ThreadReading {
  return { root, following: following === 1, upTo: up_to, version };
}
