import {
  type EndedCall,
  Minutes,
  MINUTES_SHOWN,
  minuteOf,
  placeOf,
  type StoredMinute,
} from "@/lib/observe/core/minutes";
import { NO_CALLS } from "@/lib/observe/core/call-totals";
import type { CallTotals, MeterPulse } from "@/lib/observe/protocol";
import { POISON_TRIES } from "@/lib/platform/backoff";
import type { LedgerRow } from "@/lib/quotas/core/ledger";

const SCHEMA = "CREATE TABLE IF NOT EXISTS pulse (minute INTEGER PRIMARY KEY, stored TEXT NOT NULL)";
const TOTALS = "pulse_totals";

/**
 * What a tenant's calls do at this moment, for the live view and for metrics: counted in memory with each call that ends,
 * at no cost to it. It is written down with the call's way to Postgres, in the same step that marks it as sent. So after
 * any death the figures are what was written plus the calls that are still to be sent: each call counts once.
 */
export class Pulse {
  private readonly sql: SqlStorage;
  private readonly minutes = new Minutes();
  private readonly totals: CallTotals;

  constructor(sql: SqlStorage, now: number) {
    this.sql = sql;
    sql.exec(SCHEMA);
    this.totals = this.storedTotals();
    for (const { minute, stored } of this.storedMinutes(now)) this.minutes.restore(minute, stored);
    for (const row of this.unsent()) this.ended(row, now);
  }

  /** A call is over. */
  ended(row: LedgerRow, now: number): void {
    this.minutes.note(callOf(row), now);
    add(this.totals, row);
  }

  /** Rows are in Postgres, marked as such in this same step. */
  sent(rows: readonly LedgerRow[], now: number): void {
    const totals = this.storedTotals();
    const minutes = new Minutes();
    const changed = new Set<number>();
    for (const row of rows) {
      add(totals, row);
      const minute = placeOf(callOf(row).endedAt, now);
      if (minute === null) continue;
      if (!changed.has(minute)) {
        const stored = this.storedMinute(minute);
        if (stored) minutes.restore(minute, stored);
        changed.add(minute);
      }
      minutes.note(callOf(row), now);
    }
    this.sql.exec("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", TOTALS, JSON.stringify(totals));
    for (const minute of changed) {
      const text = JSON.stringify(minutes.store(minute));
      this.sql.exec("INSERT OR REPLACE INTO pulse (minute, stored) VALUES (?, ?)", minute, text);
    }
    this.sql.exec("DELETE FROM pulse WHERE minute <= ?", minuteOf(now) - MINUTES_SHOWN);
  }

  read(now: number): Pick<MeterPulse, "minutes" | "span" | "totals" | "waiting"> {
    const [row] = this.sql
      .exec<{ rows: number; since: number | null; parked: number }>(
        // A row that was put aside is due when it is tried again, every other one since its call ended.
        `SELECT coalesce(sum(tries < ${POISON_TRIES}), 0) AS rows, coalesce(sum(tries >= ${POISON_TRIES}), 0) AS parked,
           min(CASE WHEN tries < ${POISON_TRIES} THEN due_at END) AS since
         FROM calls WHERE settled = 1 AND due_at IS NOT NULL`,
      )
      .toArray();
    const waiting = row ?? { rows: 0, since: null, parked: 0 };
    const { ends, ...totals } = this.totals;
    return {
      minutes: this.minutes.shown(now),
      span: this.minutes.span(now),
      totals: { ...totals, ends: { ...ends } },
      waiting,
    };
  }

  /** Calls that are over and not in Postgres. */
  private unsent(): LedgerRow[] {
    return this.sql
      .exec<{ event: string }>("SELECT event FROM calls WHERE settled = 1 AND due_at IS NOT NULL")
      .toArray()
      .map(({ event }) => JSON.parse(event) as LedgerRow);
  }

  private storedMinutes(now: number): { minute: number; stored: StoredMinute }[] {
    return this.sql
      .exec<{ minute: number; stored: string }>(
        "SELECT minute, stored FROM pulse WHERE minute > ?",
        minuteOf(now) - MINUTES_SHOWN,
      )
      .toArray()
      .map(({ minute, stored }) => ({ minute, stored: JSON.parse(stored) as StoredMinute }));
  }

  private storedMinute(minute: number): StoredMinute | null {
    const [row] = this.sql.exec<{ stored: string }>("SELECT stored FROM pulse WHERE minute = ?", minute).toArray();
    return row ? (JSON.parse(row.stored) as StoredMinute) : null;
  }

  private storedTotals(): CallTotals {
    const [row] = this.sql.exec<{ value: string }>("SELECT value FROM meta WHERE key = ?", TOTALS).toArray();
    if (row) return JSON.parse(row.value) as CallTotals;
    return structuredClone(NO_CALLS);
  }
}

function callOf({ at, totalMs, firstTokenMs, end }: LedgerRow): EndedCall {
  return { endedAt: at + totalMs, end, firstTokenMs, totalMs };
}

function add(totals: CallTotals, row: LedgerRow): void {
  totals.ends[row.end]++;
  totals.promptTokens += row.promptTokens;
  totals.completionTokens += row.completionTokens;
  totals.cost += row.cost;
}
