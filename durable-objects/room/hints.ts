import type { Objects } from "@/lib/rooms/server/objects";
import type { PersonId } from "@/lib/platform/ids";
import { errorFacts, log as logLine } from "@/lib/platform/log";
import { entryOf, type EntryParts, entryVersion } from "./entry";
import type { RoomLog } from "./log";

/** Inboxes of one room are told at most this often, except of direct messages and of their own cursor. */
const HINT_EVERY_MS = 1_000;
const RETRY_AFTER_MS = 5_000;
const CALLS_AT_ONCE = 16;
const SETTLE_MS = 2_000;

interface Sub {
  /** The newest entry version the inbox has confirmed. */
  hinted: number;
  notBefore: number;
  /** Changes with every `subscribe`, so that a late "nobody is here" does not undo a newer one. */
  token: number;
}

interface Call {
  person: PersonId;
  seq: number;
  joined: boolean;
}

/**
 * Tells the inboxes of people who are online what changed in this room. Nothing is queued: an inbox needs a hint when
 * the version it confirmed is below the present one, so a lost call is simply made again, by the alarm at the latest.
 * Joining and leaving must also reach inboxes nobody has open; those calls are rows until they are answered.
 */
export class Hints {
  private readonly log: RoomLog;
  private readonly parts: EntryParts;
  private readonly sql: SqlStorage;
  private readonly objects: Objects;
  private readonly subs = new Map<PersonId, Sub>();
  private readonly urgent = new Set<PersonId>();
  private tokens = 0;
  private maybeCalls = true;
  private callsNotBefore = 0;
  private running: Promise<void> | null = null;
  private again = false;

  constructor(parts: EntryParts, sql: SqlStorage, objects: Objects) {
    this.log = parts.log;
    this.parts = parts;
    this.sql = sql;
    this.objects = objects;
    for (const { person, hinted } of sql.exec<{ person: string; hinted: number }>("SELECT person, hinted FROM subs")) {
      this.subs.set(person as PersonId, { hinted, notBefore: 0, token: 0 });
    }
  }

  /** The person's inbox wants hints from now on, and holds this version. */
  subscribe(person: PersonId, version: number): void {
    this.subs.set(person, { hinted: version, notBefore: 0, token: ++this.tokens });
    this.sql.exec(
      "INSERT INTO subs (person, hinted) VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET hinted = excluded.hinted",
      person,
      version,
    );
  }

  /** Notes that a person came or went. Call in the transaction that writes the event. */
  membership(person: PersonId, joined: boolean, seq: number): void {
    this.maybeCalls = true;
    this.callsNotBefore = 0;
    if (!joined) {
      this.subs.delete(person);
      this.sql.exec("DELETE FROM subs WHERE person = ?", person);
    }
    this.sql.exec(
      "INSERT INTO calls (person, seq, joined) VALUES (?, ?, ?) ON CONFLICT (person) DO UPDATE SET seq = excluded.seq, joined = excluded.joined",
      person,
      seq,
      joined ? 1 : 0,
    );
  }

  /** The person's own cursor moved, in the room or in a thread: their other devices' badges follow at once. */
  hurry(people: Iterable<PersonId>): void {
    for (const person of people) if (this.subs.has(person)) this.urgent.add(person);
  }

  /** Milliseconds until something is due, 0 for now, null when every inbox knows everything. */
  dueInMs(now: number): number | null {
    let due = this.hasCalls() ? Math.max(0, this.callsNotBefore - now) : null;
    for (const [person, sub] of this.subs) {
      if (sub.hinted >= entryVersion(this.parts, person)) continue;
      const wait = Math.max(0, sub.notBefore - now);
      due = due === null ? wait : Math.min(due, wait);
    }
    return due;
  }

  /** Makes the calls that are due. One round at a time; what comes up meanwhile goes into the next. Never throws. */
  pump(): Promise<void> {
    this.again = true;
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /**
   * Waits until calls under way have been answered and the inboxes of those who left know it, so that whoever removed
   * them is told "done" only then. An inbox that does not answer is not waited for long: it is called again later.
   */
  async settle(): Promise<void> {
    await Promise.race([this.pump(), scheduler.wait(SETTLE_MS)]);
  }

  private async run(): Promise<void> {
    while (this.again) {
      this.again = false;
      await this.deliverCalls();
      await this.deliverHints();
    }
  }

  private hasCalls(): boolean {
    if (!this.maybeCalls) return false;
    this.maybeCalls = this.sql.exec("SELECT 1 FROM calls LIMIT 1").toArray().length > 0;
    return this.maybeCalls;
  }

  private async deliverCalls(): Promise<void> {
    while (this.hasCalls() && Date.now() >= this.callsNotBefore) {
      const calls = this.sql
        .exec<{ person: string; seq: number; joined: number }>(
          "SELECT person, seq, joined FROM calls LIMIT ?",
          CALLS_AT_ONCE,
        )
        .toArray()
        .map(({ person, seq, joined }): Call => ({ person: person as PersonId, seq, joined: joined === 1 }));
      const answers = await Promise.allSettled(calls.map((call) => this.call(call)));
      for (const [index, answer] of answers.entries()) {
        const call = calls[index];
        if (call && answer.status === "fulfilled")
          this.sql.exec("DELETE FROM calls WHERE person = ? AND seq = ?", call.person, call.seq);
        if (answer.status === "rejected") this.failed(answer.reason);
      }
      if (answers.some(({ status }) => status === "rejected")) this.callsNotBefore = Date.now() + RETRY_AFTER_MS;
    }
  }

  private async call({ person, joined }: Call): Promise<void> {
    const { tenantId, meta } = this.log;
    const inbox = this.objects.inbox(tenantId, person);
    if (joined) await inbox.joined(tenantId, person, meta.roomId);
    else await inbox.hint(tenantId, person, meta.roomId, null);
  }

  private async deliverHints(): Promise<void> {
    const now = Date.now();
    const due = [...this.subs].filter(([person, sub]) => {
      if (sub.hinted >= entryVersion(this.parts, person)) return false;
      return sub.notBefore <= now || this.urgent.has(person);
    });
    this.urgent.clear();
    const confirmed: [PersonId, number][] = [];
    for (let at = 0; at < due.length; at += CALLS_AT_ONCE) {
      await Promise.all(due.slice(at, at + CALLS_AT_ONCE).map(([person, sub]) => this.hint(person, sub, confirmed)));
    }
    if (confirmed.length === 0) return;
    this.sql.exec(
      `UPDATE subs SET hinted = max(hinted, j.version)
         FROM (SELECT json_extract(value, '$[0]') AS person, json_extract(value, '$[1]') AS version FROM json_each(?)) AS j
        WHERE subs.person = j.person`,
      JSON.stringify(confirmed),
    );
  }

  private async hint(person: PersonId, sub: Sub, confirmed: [PersonId, number][]): Promise<void> {
    const entry = entryOf(this.parts, person);
    const { token } = sub;
    if (!entry) return;
    // A direct message is news at once, each time; a busy channel once a second.
    sub.notBefore = this.log.meta.kind === "dm" ? 0 : Date.now() + HINT_EVERY_MS;
    try {
      const heard = await this.objects
        .inbox(this.log.tenantId, person)
        .hint(this.log.tenantId, person, this.log.meta.roomId, entry);
      if (heard) {
        sub.hinted = Math.max(sub.hinted, entry.version);
        confirmed.push([person, entry.version]);
      } else if (this.subs.get(person)?.token === token) {
        this.subs.delete(person);
        this.sql.exec("DELETE FROM subs WHERE person = ?", person);
      }
    } catch (error) {
      sub.notBefore = Date.now() + RETRY_AFTER_MS;
      this.failed(error);
    }
  }

  private failed(error: unknown): void {
    logLine({ event: "room.hint_failed", level: "warn", roomId: this.log.meta.roomId, ...errorFacts(error) });
  }
}
