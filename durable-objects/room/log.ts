import { Buffer } from "node:buffer";
import { ByteLedger } from "@/lib/rooms/core/flow";
import { foldMembers, foldMeta, isInTimeline, noticeTypes, rootOf, targetOf } from "@/lib/rooms/core/fold";
import { type Draft, type Stamp, stamped } from "@/lib/rooms/core/draft";
import { isNews, isThreadNews } from "@/lib/rooms/core/unread";
import { LIMITS, type RoomEvent, type RoomMeta, type RoomRole } from "@/lib/rooms/protocol";
import type { ClientId, PersonId, TenantId } from "@/lib/platform/ids";

/** An event in the log, with the text that is stored and sent. */
export interface Appended {
  event: RoomEvent;
  json: string;
}

/**
 * The room's event log and what follows from it: members, facts, head. The object is the sole writer, so the copy in
 * memory is the truth until it sleeps, and is rebuilt from the rows when it wakes.
 */
export class RoomLog {
  readonly tenantId: TenantId;
  readonly epoch: string;
  meta: RoomMeta;
  members = new Map<PersonId, RoomRole>();
  head = 0;
  ledger = new ByteLedger(0);
  lastMessageAt: number | null = null;
  private readonly storage: DurableObjectStorage;
  private readonly sql: SqlStorage;

  constructor(storage: DurableObjectStorage) {
    this.storage = storage;
    this.sql = storage.sql;
    this.tenantId = this.getMeta("tenant") as TenantId;
    this.epoch = this.getMeta("epoch") as string;
    this.meta = JSON.parse(this.getMeta("room") as string) as RoomMeta;
    this.reload();
  }

  /** Rebuilds memory from the rows: at birth, on waking, and after a transaction that failed. */
  reload(): void {
    this.meta = JSON.parse(this.getMeta("room") as string) as RoomMeta;
    this.members = new Map(
      this.sql
        .exec<{ person: string; role: string }>("SELECT person, role FROM members ORDER BY joined_seq, person")
        .toArray()
        .map(({ person, role }) => [person as PersonId, role as RoomRole]),
    );
    this.head = this.sql.exec<{ head: number | null }>("SELECT max(seq) AS head FROM events").one().head ?? 0;
    const sizes = this.sql
      .exec<{ bytes: number }>(
        "SELECT length(CAST(data AS BLOB)) AS bytes FROM events ORDER BY seq DESC LIMIT ?",
        LIMITS.unackedEventsMax + 1,
      )
      .toArray();
    this.ledger = new ByteLedger(this.head, sizes.map(({ bytes }) => bytes).reverse());
    this.lastMessageAt = this.sql
      .exec<{ at: number | null }>(
        "SELECT max(at) AS at FROM (SELECT at FROM events WHERE news IS NOT NULL ORDER BY seq DESC LIMIT 50)",
      )
      .one().at;
  }

  /** Runs synchronous writes as one transaction; when it fails nothing was written and memory is as before. */
  transaction<T>(write: () => T): T {
    try {
      return this.storage.transactionSync(write);
    } catch (error) {
      this.reload();
      throw error;
    }
  }

  /** Appends one event at head + 1 and folds it into members and facts. Call inside `transaction`. */
  append(draft: Draft, by: Omit<Stamp, "seq">): Appended {
    const event = stamped(draft, { seq: this.head + 1, ...by });
    const json = JSON.stringify(event);
    this.sql.exec(
      "INSERT INTO events (seq, type, author, client_id, target, news, root, reply, at, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      event.seq,
      event.type,
      event.author,
      event.clientId,
      targetOf(event),
      event.type === "message.created" && isInTimeline(event) ? Number(isNews(event)) : null,
      rootOf(event),
      event.type === "message.created" && event.thread !== null ? Number(isThreadNews(event)) : null,
      event.at,
      json,
    );
    this.head = event.seq;
    this.ledger.push(Buffer.byteLength(json));
    this.fold(event);
    return { event, json };
  }

  /** The event this author made with this client id, if any. */
  original(author: PersonId, clientId: ClientId): { seq: number; at: number } | null {
    return (
      this.sql
        .exec<{ seq: number; at: number }>(
          "SELECT seq, at FROM events WHERE client_id = ? AND author = ?",
          clientId,
          author,
        )
        .toArray()[0] ?? null
    );
  }

  /** Events of [from, to] as they go over the wire. */
  texts(from: number, to: number): string[] {
    return this.sql
      .exec<{ data: string }>("SELECT data FROM events WHERE seq BETWEEN ? AND ? ORDER BY seq", from, to)
      .toArray()
      .map(({ data }) => data);
  }

  /** Messages of the timeline and notices of [from, to]. */
  shown(from: number, to: number): RoomEvent[] {
    return this.parse(
      "SELECT data FROM events WHERE seq BETWEEN ? AND ? AND (news IS NOT NULL OR type IN (SELECT value FROM json_each(?))) ORDER BY seq",
      from,
      to,
      JSON.stringify(noticeTypes()),
    );
  }

  /** Events after `after` that change a message of [from, to], in order. */
  changes(from: number, to: number, after = 0): RoomEvent[] {
    return this.parse(
      `SELECT data FROM (
         SELECT seq, data FROM events WHERE target BETWEEN ?1 AND ?2 AND seq > ?3
         UNION SELECT seq, data FROM events WHERE root BETWEEN ?1 AND ?2 AND seq > ?3
       ) ORDER BY seq`,
      from,
      to,
      after,
    );
  }

  /** One event, when there is one. */
  event(seq: number): RoomEvent | null {
    return this.parse("SELECT data FROM events WHERE seq = ?", seq)[0] ?? null;
  }

  /** Up to `limit` replies of a thread, newest first, older than `before`. */
  replies(root: number, before: number, limit: number): Extract<RoomEvent, { type: "message.created" }>[] {
    return this.parse(
      "SELECT data FROM events WHERE root = ? AND seq < ? AND reply IS NOT NULL ORDER BY seq DESC LIMIT ?",
      root,
      before,
      limit,
    ).filter((event) => event.type === "message.created");
  }

  /** Events after `after` that change these messages, in order. */
  changesOf(seqs: readonly number[], after = 0): RoomEvent[] {
    return this.parse(
      `SELECT data FROM (
         SELECT seq, data FROM events WHERE target IN (SELECT value FROM json_each(?1)) AND seq > ?2
         UNION SELECT seq, data FROM events WHERE root IN (SELECT value FROM json_each(?1)) AND seq > ?2
       ) ORDER BY seq`,
      JSON.stringify(seqs),
      after,
    );
  }

  /** Seqs of up to `limit` messages in reading direction. */
  messageSeqs(want: { before: number } | { after: number }, limit: number): number[] {
    const rows =
      "before" in want
        ? this.sql.exec<{ seq: number }>(
            "SELECT seq FROM events WHERE news IS NOT NULL AND seq < ? ORDER BY seq DESC LIMIT ?",
            want.before,
            limit,
          )
        : this.sql.exec<{ seq: number }>(
            "SELECT seq FROM events WHERE news IS NOT NULL AND seq > ? ORDER BY seq LIMIT ?",
            want.after,
            limit,
          );
    return rows.toArray().map(({ seq }) => seq);
  }

  /** A value of the room's own small store. */
  getMeta(key: string): SqlStorageValue | undefined {
    return this.sql.exec<{ value: SqlStorageValue }>("SELECT value FROM meta WHERE key = ?", key).toArray()[0]?.value;
  }

  setMeta(key: string, value: string | number): void {
    this.sql.exec(
      "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      key,
      value,
    );
  }

  private fold(event: RoomEvent): void {
    if (event.type === "message.created") {
      if (isInTimeline(event)) this.lastMessageAt = Math.max(this.lastMessageAt ?? 0, event.at);
      return;
    }
    if (event.type === "message.deleted") {
      // Null stays null: only what could be unread is taken out.
      this.sql.exec("UPDATE events SET news = news * 0, reply = reply * 0 WHERE seq = ?", event.target);
    }
    foldMembers(this.members, event);
    if (event.type === "member.left") this.sql.exec("DELETE FROM members WHERE person = ?", event.person);
    else if (event.type === "member.joined" || event.type === "member.role") {
      this.sql.exec(
        "INSERT INTO members (person, role, joined_seq) VALUES (?, ?, ?) ON CONFLICT (person) DO UPDATE SET role = excluded.role",
        event.person,
        event.role,
        event.seq,
      );
    }
    const meta = foldMeta(this.meta, event);
    if (meta !== this.meta) {
      this.meta = meta;
      this.setMeta("room", JSON.stringify(meta));
    }
  }

  private parse(query: string, ...values: SqlStorageValue[]): RoomEvent[] {
    return this.sql
      .exec<{ data: string }>(query, ...values)
      .toArray()
      .map(({ data }) => JSON.parse(data) as RoomEvent);
  }
}
