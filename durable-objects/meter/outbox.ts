import { backoffMs, isRowFault, parkedRetryMs, POISON_TRIES } from "@/lib/platform/backoff";
import { errorFacts, log } from "@/lib/platform/log";
import { withTimeout } from "@/lib/platform/with-timeout";
import type { LedgerRow } from "@/lib/quotas/core/ledger";

/** Told of rows that have just been marked as sent, in the same step. */
type Sent = (rows: readonly LedgerRow[]) => void;

/** Writes a batch of settled calls; idempotent, all or nothing. */
export type LedgerSink = (rows: readonly LedgerRow[]) => Promise<void>;

const ROWS_MAX = 500;
/** One write to Postgres; past it the outcome is unknown and the same rows are sent again. */
const PUSH_TIMEOUT_MS = 15_000;
/** What is settled within this time travels together. */
export const COMPANY_MS = 1_000;

interface Waiting {
  id: string;
  event: string;
  tries: number;
}

/**
 * Carries settled calls to Postgres. Their order does not matter, and one that comes twice is one: so a row that Postgres
 * refuses again and again is put aside and tried more and more rarely, and the others go past it.
 */
export class Outbox {
  private readonly sql: SqlStorage;
  private readonly ledger: LedgerSink;
  private readonly sent: Sent;
  private running: Promise<void> | null = null;
  /** Failures in a row; in memory, since a wake-up is a good moment to try afresh. */
  private tries = 0;
  private retryAt = 0;

  constructor(sql: SqlStorage, ledger: LedgerSink, sent: Sent = () => undefined) {
    this.sql = sql;
    this.ledger = ledger;
    this.sent = sent;
  }

  /** How many rows Postgres lacks. */
  count(): number {
    return this.sql
      .exec<{ count: number }>("SELECT count(*) AS count FROM calls WHERE settled = 1 AND due_at IS NOT NULL")
      .one().count;
  }

  /** When something is to be sent; null when there is nothing. */
  dueAt(): number | null {
    const { due } = this.sql
      .exec<{ due: number | null }>("SELECT min(due_at) AS due FROM calls WHERE settled = 1 AND due_at IS NOT NULL")
      .one();
    return due === null ? null : Math.max(due + COMPANY_MS, this.retryAt);
  }

  /** Sends what is due until done or until a write fails. One at a time: who comes meanwhile waits with the first. */
  drain(): Promise<void> {
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async run(): Promise<void> {
    for (;;) {
      const rows = this.next(Date.now());
      if (rows.length === 0) return;
      try {
        await this.push(rows);
        this.tries = 0;
        this.retryAt = 0;
      } catch (error) {
        this.tries++;
        const fault = isRowFault(error);
        this.retryAt = Date.now() + backoffMs(this.tries, Math.random(), fault ? "row" : "outage");
        log({ event: "meter.outbox_retry", level: "warn", tries: this.tries, rows: rows.length, ...errorFacts(error) });
        // Whatever the database says: after that many refusals, find out whether one row is the cause.
        if (!fault && this.tries < POISON_TRIES) return;
        if (!(await this.isolate(rows))) return;
      }
    }
  }

  private async push(rows: readonly Waiting[]): Promise<void> {
    const events = rows.map(({ event }) => JSON.parse(event) as LedgerRow);
    await withTimeout(this.ledger(events), PUSH_TIMEOUT_MS);
    const marked = this.sql
      .exec<{ id: string }>(
        `UPDATE calls SET event = NULL, due_at = NULL
         WHERE event IS NOT NULL AND id IN (SELECT value FROM json_each(?)) RETURNING id`,
        JSON.stringify(rows.map(({ id }) => id)),
      )
      .toArray();
    const ids = new Set(marked.map(({ id }) => id));
    this.sent(events.filter(({ id }) => ids.has(id)));
  }

  /**
   * Halves the batch until the first row that fails by itself stands alone; those before it are sent on the way. After its
   * tenth try it is put aside, and only when it is at fault itself or Postgres takes another: an outage parks nothing.
   * @returns true when something moved, so that going on at once makes sense.
   */
  private async isolate(rows: readonly Waiting[]): Promise<boolean> {
    let rest = rows;
    let after: readonly Waiting[] = [];
    let moved = false;
    while (rest.length > 1) {
      const half = rest.slice(0, Math.ceil(rest.length / 2));
      const others = rest.slice(half.length);
      const passed = (await this.fault(half)) === null;
      moved ||= passed;
      if (!passed) after = others;
      rest = passed ? others : half;
    }
    const [suspect] = rest;
    const fault = await this.fault(rest);
    if (!suspect || fault === null) return true;
    const tries = suspect.tries + 1;
    this.sql.exec("UPDATE calls SET tries = ? WHERE id = ?", tries, suspect.id);
    const othersPass = moved || (after.length > 0 && (await this.fault(after.slice(0, 1))) === null);
    if (tries < POISON_TRIES || !(othersPass || isRowFault(fault.error))) return moved;
    this.park(suspect.id, tries, fault.error);
    return true;
  }

  /** Sends rows; null when Postgres took them. */
  private fault(rows: readonly Waiting[]): Promise<{ error: unknown } | null> {
    return this.push(rows).then(
      () => null,
      (error: unknown) => ({ error }),
    );
  }

  private park(id: string, tries: number, error: unknown): void {
    this.sql.exec("UPDATE calls SET due_at = ? WHERE id = ?", Date.now() + parkedRetryMs(tries), id);
    this.tries = 0;
    this.retryAt = 0;
    log({ event: "meter.outbox_parked", level: "error", id, tries, ...errorFacts(error) });
  }

  private next(now: number): Waiting[] {
    return this.sql
      .exec<{ id: string; event: string; tries: number }>(
        "SELECT id, event, tries FROM calls WHERE settled = 1 AND due_at <= ? ORDER BY due_at LIMIT ?",
        now,
        ROWS_MAX,
      )
      .toArray();
  }
}
