import type { MessageNotice } from "@/lib/notify/core/decide";
import { peopleIn } from "@/lib/notify/core/plain-text";
import type { StoredSubscription } from "@/lib/notify/core/profile";
import { pushText, topicOf } from "@/lib/notify/core/push-text";
import type { PersonId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import type { Own } from "./own";
import type { InboxServices } from "./services";

const AT_ONCE = 8;
const TRIES_MAX = 8;
/** A send that never came back is made again after this; the browser replaces the one by the other. Longer than one takes. */
const LOST_AFTER_MS = 20_000;
const SOMEBODY = "Parlor";

interface Row {
  subscription: string;
  room: string;
  seq: number;
  notice: string;
  tries: number;
  [column: string]: SqlStorageValue;
}

interface Facts {
  names: Map<PersonId, string>;
  hideText: boolean;
}

interface Parts {
  own: Own;
  sql: SqlStorage;
  services: InboxServices;
  tenantSlug(): string;
  subscription(id: string): StoredSubscription | null;
  /** A push service took the message for one browser. */
  sent(notice: MessageNotice): void;
  /** The browser has no such subscription any more. */
  gone(id: string): void;
}

/** Messages on their way to closed browsers: a row until the push service took it, or until that makes no sense any more. */
export class Pushes {
  private readonly parts: Parts;
  private running: Promise<void> | null = null;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Queues one message for one browser. Call in the transaction that takes the message. */
  add(subscription: string, notice: MessageNotice): void {
    this.parts.sql.exec(
      "INSERT OR IGNORE INTO pushes (subscription, room, seq, notice, tries, not_before) VALUES (?, ?, ?, ?, 0, 0)",
      subscription,
      notice.room,
      notice.seq,
      JSON.stringify(notice),
    );
  }

  drop(column: "room" | "subscription", value: string): void {
    const where = column === "room" ? "room = ?" : "subscription = ?";
    this.parts.sql.exec(`DELETE FROM pushes WHERE ${where}`, value);
  }

  get dueAt(): number | null {
    return this.parts.sql.exec<{ at: number | null }>("SELECT min(not_before) AS at FROM pushes").one().at;
  }

  /** Sends what is due. One round at a time. Never throws. */
  pump(): Promise<void> {
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async run(): Promise<void> {
    for (let rows = this.take(); rows.length > 0; rows = this.take()) {
      const facts = await this.facts(rows);
      await Promise.all(rows.map((row) => this.send(row, facts)));
    }
  }

  /** The next rows, marked as tried before anything leaves: the platform holds the request until that is stored. */
  private take(): Row[] {
    const now = Date.now();
    const rows = this.parts.sql
      .exec<Row>("SELECT * FROM pushes WHERE not_before <= ? ORDER BY not_before, seq LIMIT ?", now, AT_ONCE)
      .toArray();
    for (const row of rows) this.again(row, now + LOST_AFTER_MS, row.tries + 1);
    return rows;
  }

  private async send(row: Row, { names, hideText }: Facts): Promise<void> {
    const { own, services } = this.parts;
    const subscription = this.parts.subscription(row.subscription);
    // Removed from the room, or signed out, while the names were looked up.
    if (!subscription || !this.has(row)) return this.done(row);
    const notice = JSON.parse(row.notice) as MessageNotice;
    const nameOf = (person: PersonId) => names.get(person) ?? SOMEBODY;
    const text = pushText(notice, { tenantSlug: this.parts.tenantSlug(), hideText, nameOf });
    const outcome = await services.push(subscription, { text: JSON.stringify(text), topic: topicOf(notice) });
    switch (outcome.kind) {
      case "sent":
        this.parts.sent(notice);
        return this.done(row);
      case "gone":
        return this.parts.gone(row.subscription);
      case "refused":
        log({ event: "notify.push_failed", level: "warn", person: own.person, tries: row.tries + 1 });
        return this.done(row);
      case "later": {
        const tries = row.tries + 1;
        if (tries >= TRIES_MAX) return this.done(row);
        return this.again(row, Date.now() + (outcome.afterMs ?? retryAfterMs(tries)), tries);
      }
      default:
        outcome satisfies never;
    }
  }

  /** A name that cannot be read now is no reason to say nothing; a text that may have to be hidden is not said. */
  private async facts(rows: readonly Row[]): Promise<Facts> {
    const notices = rows.map(({ notice }) => JSON.parse(notice) as MessageNotice);
    const people = [...new Set(notices.flatMap(({ author, body }) => [author, ...peopleIn(body)]))];
    try {
      const { own, services } = this.parts;
      const [names, hideText] = await Promise.all([
        services.namesOf(own.tenantId, people),
        services.hidesText(own.tenantId),
      ]);
      return { names, hideText };
    } catch (error) {
      log({ event: "notify.push_failed", level: "warn", ...errorFacts(error) });
      return { names: new Map(), hideText: true };
    }
  }

  private has({ subscription, room, seq }: Row): boolean {
    const found = "SELECT 1 FROM pushes WHERE subscription = ? AND room = ? AND seq = ?";
    return this.parts.sql.exec(found, subscription, room, seq).toArray().length > 0;
  }

  private done({ subscription, room, seq }: Row): void {
    const one = "DELETE FROM pushes WHERE subscription = ? AND room = ? AND seq = ?";
    this.parts.sql.exec(one, subscription, room, seq);
  }

  private again({ subscription, room, seq }: Row, notBefore: number, tries: number): void {
    this.parts.sql.exec(
      "UPDATE pushes SET not_before = ?, tries = ? WHERE subscription = ? AND room = ? AND seq = ?",
      notBefore,
      tries,
      subscription,
      room,
      seq,
    );
  }
}

/** Half a minute at first, twice as long each time, with jitter. */
function retryAfterMs(tries: number): number {
  return Math.round(15_000 * 2 ** tries * (0.5 + Math.random() / 2));
}
