import { isRowFault, parkedRetryMs } from "@/lib/platform/backoff";
import { errorFacts, log as logLine } from "@/lib/platform/log";
import type { RoomLog } from "./log";

/** After a wake-up a parked row need not wait for its turn: a deploy may have brought what it lacked. */
const AFTER_WAKE_MS = 60_000;
const AT_ONCE = 50;

interface ParkedRow {
  seq: number;
  tries: number;
  at: number;
}

/**
 * Events that Postgres refused again and again and that the outbox went past. They are tried for ever, more and more
 * rarely, and every try that fails is a line in the log, so that an operator hears of them until somebody helps.
 * The projection does not mind the order in which events arrive, so a late one is as good as any.
 */
export class Parked {
  private readonly sql: SqlStorage;
  private readonly log: RoomLog;
  private rows: ParkedRow[];
  private fresh = true;

  constructor(sql: SqlStorage, log: RoomLog) {
    this.sql = sql;
    this.log = log;
    this.rows = sql.exec<{ seq: number; tries: number; at: number }>("SELECT seq, tries, at FROM parked").toArray();
  }

  /** Puts an event aside. */
  add(seq: number, tries: number, error: unknown): void {
    this.keep({ seq, tries, at: Date.now() }, error);
  }

  get count(): number {
    return this.rows.length;
  }

  /** Milliseconds until one of them is due; null when there is none. */
  dueInMs(now: number): number | null {
    if (this.rows.length === 0) return null;
    return Math.max(0, Math.min(...this.rows.map((row) => this.dueAt(row))) - now);
  }

  /** Tries those that are due, one by one. Stops at an error that may be an outage: the others would meet it too. */
  async retry(now: number, push: (text: string) => Promise<void>): Promise<void> {
    const due = this.rows.filter((row) => this.dueAt(row) <= now).slice(0, AT_ONCE);
    this.fresh = false;
    for (const row of due) {
      const [text] = this.log.texts(row.seq, row.seq);
      if (text === undefined) continue;
      try {
        await push(text);
        this.release(row);
      } catch (error) {
        this.keep({ ...row, tries: row.tries + 1, at: now }, error);
        if (!isRowFault(error)) return;
      }
    }
  }

  private dueAt({ tries, at }: ParkedRow): number {
    const delay = parkedRetryMs(tries);
    return at + (this.fresh ? Math.min(delay, AFTER_WAKE_MS) : delay);
  }

  private keep(row: ParkedRow, error: unknown): void {
    const facts = errorFacts(error);
    const { seq, tries, at } = row;
    this.sql.exec(
      "INSERT OR REPLACE INTO parked (seq, tries, reason, at) VALUES (?, ?, ?, ?)",
      seq,
      tries,
      facts.errorCode ?? facts.errorName,
      at,
    );
    this.rows = [...this.rows.filter((each) => each.seq !== seq), row];
    const parked = this.rows.length;
    logLine({
      event: "room.outbox_parked",
      level: "error",
      roomId: this.log.meta.roomId,
      seq,
      tries,
      parked,
      ...facts,
    });
  }

  private release({ seq, tries }: ParkedRow): void {
    this.sql.exec("DELETE FROM parked WHERE seq = ?", seq);
    this.rows = this.rows.filter((each) => each.seq !== seq);
    const parked = this.rows.length;
    logLine({ event: "room.outbox_unparked", roomId: this.log.meta.roomId, seq, tries, parked });
  }
}
