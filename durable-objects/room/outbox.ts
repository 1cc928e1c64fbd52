import { backoffMs, isRowFault, POISON_TRIES } from "@/lib/platform/backoff";
import type { ReadCursor, RoomEvent } from "@/lib/rooms/protocol";
import type { Waiting } from "@/lib/observe/protocol";
import { errorFacts, log as logLine } from "@/lib/platform/log";
import { withTimeout } from "@/lib/platform/with-timeout";
import type { CursorRow, Cursors } from "./cursors";
import type { RoomLog } from "./log";
import type { FollowRow, Threads } from "./threads";
import { Parked } from "./parked";

/** The more rows a call carries, the cheaper each: a thousand cost two thirds of what ten calls of a hundred do. */
const ROWS_MAX = 1_000;
const CHARS_MAX = 1_000_000;
const CURSORS_MAX = 500;
/** One write to Postgres; past it the outcome is unknown and the same batch is sent again. */
const PUSH_TIMEOUT_MS = 15_000;
/** A write that takes so long makes rows late, whatever becomes of it. */
const SLOW_MS = 3_000;

/** Writes a batch to Postgres; idempotent, all or nothing. */
export type Projector = (rows: RoomEvent[], cursors: ReadCursor[], follows: FollowRow[]) => Promise<void>;

/**
 * Carries the log to Postgres in seq order. There is no second table: the outbox is every event above `flushed`, so a
 * row can neither be forgotten nor be there without its event.
 */
export class Outbox {
  /** Called when rows may have become late, or are no longer. */
  onLate: () => void = () => undefined;
  private readonly log: RoomLog;
  private readonly cursors: Cursors;
  private readonly threads: Threads;
  private readonly parked: Parked;
  private readonly project: Projector;
  private running: Promise<void> | null = null;
  /** The head when somebody last asked to drain. */
  private goal = 0;
  /** Every event up to this seq is in Postgres, or parked. */
  flushed: number;
  /** Failures in a row; in memory, since a wake-up is a good moment to try afresh. */
  private tries = 0;
  private rowFault = false;
  private slow = false;

  constructor(log: RoomLog, cursors: Cursors, threads: Threads, sql: SqlStorage, project: Projector) {
    this.log = log;
    this.cursors = cursors;
    this.threads = threads;
    this.parked = new Parked(sql, log);
    this.project = project;
    this.flushed = Number(log.getMeta("flushed") ?? 0);
  }

  get isDirty(): boolean {
    if (this.flushed < this.log.head) return true;
    return this.cursors.unpushed(1).length > 0 || this.threads.unpushed(1).length > 0;
  }

  /** Rows that Postgres should have by now: those of a failed or a slow write, and all behind them. */
  get late(): Waiting {
    const parked = this.parked.count;
    const rows = this.tries > 0 || this.slow ? this.log.head - this.flushed : 0;
    if (rows === 0) return { rows, since: null, parked };
    const [oldest] = this.log.texts(this.flushed + 1, this.flushed + 1);
    return { rows, since: oldest === undefined ? null : (JSON.parse(oldest) as RoomEvent).at, parked };
  }

  /** Milliseconds to wait before the next try. */
  get delayMs(): number {
    return this.tries === 0 ? 0 : backoffMs(this.tries, Math.random(), this.rowFault ? "row" : "outage");
  }

  /**
   * Pushes every event there is now, until done or until one write fails; what comes meanwhile waits for company and
   * the next alarm. One at a time: a second caller raises the goal and waits with the first. Never throws.
   */
  drain(): Promise<void> {
    this.goal = this.log.head;
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** Milliseconds until a parked row is tried again; null when there is none. */
  parkedDueInMs(now: number): number | null {
    return this.parked.dueInMs(now);
  }

  /** Tries parked rows whose time has come. Never throws. */
  retryParked(now: number): Promise<void> {
    return this.parked.retry(now, (text) =>
      withTimeout(this.project([JSON.parse(text) as RoomEvent], [], []), PUSH_TIMEOUT_MS),
    );
  }

  private async run(): Promise<void> {
    if (!this.isDirty) return;
    do {
      const rows = this.nextRows();
      const cursors = this.cursors.unpushed(CURSORS_MAX);
      const follows = this.threads.unpushed(CURSORS_MAX);
      const timer = setTimeout(() => this.setSlow(true), SLOW_MS);
      try {
        await this.push(rows, cursors, follows);
        this.tries = 0;
        this.rowFault = false;
      } catch (error) {
        this.tries++;
        this.rowFault = isRowFault(error);
        logLine({
          event: "room.outbox_retry",
          level: "warn",
          roomId: this.log.meta.roomId,
          tries: this.tries,
          behind: this.log.head - this.flushed,
          ...errorFacts(error),
        });
        // Whatever the database says: after that many refusals of one batch, find out whether one row is the cause.
        if (rows.length === 0 || !(this.rowFault || this.tries >= POISON_TRIES)) return;
        if (!(await this.isolate(rows, error))) return;
      } finally {
        clearTimeout(timer);
        this.setSlow(false);
      }
    } while (this.flushed < this.goal);
  }

  private setSlow(slow: boolean): void {
    this.slow = slow;
    this.onLate();
  }

  private async push(rows: RoomEvent[], cursors: CursorRow[] = [], follows: FollowRow[] = []): Promise<void> {
    await withTimeout(
      this.project(
        rows,
        cursors.map(({ person, upTo, version }) => ({ person, upTo, version })),
        follows,
      ),
      PUSH_TIMEOUT_MS,
    );
    if (rows.length > 0) this.advance(rows.at(-1)?.seq ?? this.flushed);
    if (cursors.length > 0) this.cursors.markPushed(cursors);
    if (follows.length > 0) this.threads.markPushed(follows);
  }

  /**
   * Halves the batch until the first row that fails by itself stands alone; the rows before it are pushed on the way.
   * It is parked after its tenth try, and only when Postgres takes another row meanwhile: an outage parks nothing.
   * @returns true when something moved, so that going on at once makes sense.
   */
  private async isolate(rows: RoomEvent[], reason: unknown): Promise<boolean> {
    const from = this.flushed;
    let rest = rows;
    let cause = reason;
    while (rest.length > 1) {
      const half = rest.slice(0, Math.ceil(rest.length / 2));
      try {
        await this.push(half);
        rest = rest.slice(half.length);
      } catch (error) {
        cause = error;
        rest = half;
      }
    }
    const suspect = rest[0];
    if (!suspect) return this.flushed > from;
    try {
      await this.push([suspect]);
      return true;
    } catch (error) {
      cause = error;
    }
    const tries = this.countTry(suspect.seq);
    if (tries < POISON_TRIES || !(await this.othersPass(suspect.seq))) return this.flushed > from;
    this.park(suspect.seq, tries, cause);
    return true;
  }

  /** True when Postgres takes an empty batch and a neighbour of the suspect: writing again what it has is harmless. */
  private async othersPass(seq: number): Promise<boolean> {
    const neighbours = [...this.log.texts(seq - 1, seq - 1), ...this.log.texts(seq + 1, seq + 1)];
    for (const text of neighbours) {
      try {
        await withTimeout(this.project([JSON.parse(text) as RoomEvent], [], []), PUSH_TIMEOUT_MS);
        return true;
      } catch {
        // The other neighbour may pass.
      }
    }
    return false;
  }

  /** Tries of one row survive a restart. */
  private countTry(seq: number): number {
    const [at, tries] = JSON.parse(String(this.log.getMeta("suspect") ?? "[0,0]")) as [number, number];
    const count = at === seq ? tries + 1 : 1;
    this.log.setMeta("suspect", JSON.stringify([seq, count]));
    return count;
  }

  private park(seq: number, tries: number, error: unknown): void {
    this.parked.add(seq, tries, error);
    this.advance(seq);
    this.tries = 0;
  }

  private nextRows(): RoomEvent[] {
    const rows: RoomEvent[] = [];
    let chars = 0;
    for (const text of this.log.texts(this.flushed + 1, this.flushed + ROWS_MAX)) {
      chars += text.length;
      if (rows.length > 0 && chars > CHARS_MAX) break;
      rows.push(JSON.parse(text) as RoomEvent);
    }
    return rows;
  }

  private advance(seq: number): void {
    if (seq <= this.flushed) return;
    this.flushed = seq;
    this.log.setMeta("flushed", seq);
  }
}
