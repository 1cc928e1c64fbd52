import { errorFacts, log as logLine } from "@/lib/platform/log";
import type { Hints } from "./hints";
import type { Notices } from "./notices";
import type { Outbox } from "./outbox";

/** A message reaches Postgres within two seconds, and a busy room writes to it about once a second. */
const PUSH_AFTER_MS = 750;
/** An alarm that should have gone off this long ago was lost. */
const LOST_AFTER_MS = 5_000;
/** The tenant's registry hears of a dirty room at most this often. */
const MARK_EVERY_MS = 300_000;

/** Work beside the log that waits for its time: link previews, reports. */
interface Chore {
  /** Milliseconds until something is due, 0 for now, null for nothing. */
  dueInMs(now: number): number | null;
  /** Never throws. */
  pump(): Promise<void>;
}

interface Jobs {
  outbox: Outbox;
  hints: Hints;
  notices: Notices;
  chores: readonly Chore[];
}

/**
 * Keeps the one alarm right: set while there is something to push or to tell, never while there is not, so that an idle
 * room sleeps. The platform gives an alarm up after six failures, so nothing here throws, every wake-up looks again,
 * and the tenant's registry has the room's name.
 */
export class Watchdog {
  private readonly ctx: DurableObjectState;
  private readonly outbox: Outbox;
  private readonly hints: Hints;
  private readonly notices: Notices;
  private readonly chores: readonly Chore[];
  private readonly mark: () => Promise<void>;
  private alarmAt: number | null = null;
  private working = false;
  private markedAt = 0;

  constructor(ctx: DurableObjectState, { outbox, hints, notices, chores }: Jobs, mark: () => Promise<void>) {
    this.ctx = ctx;
    this.outbox = outbox;
    this.hints = hints;
    this.notices = notices;
    this.chores = chores;
    this.mark = mark;
  }

  /** Something changed or somebody called: hints that are due go out, the rest is the alarm's. */
  wake(): void {
    const now = Date.now();
    if (this.hints.dueInMs(now) === 0) this.ctx.waitUntil(this.hints.pump());
    this.begin(now);
    if (this.notices.dueInMs(now) === 0) this.ctx.waitUntil(this.notices.pump());
    if (this.outbox.isDirty) this.register(now);
    this.arm(now);
  }

  /** The alarm's work. Never throws; setting the next alarm is the last thing it does. */
  async ring(): Promise<void> {
    this.working = true;
    this.alarmAt = null;
    // Beside the alarm's own work: a slow page must not keep rows from Postgres.
    this.begin(Date.now());
    try {
      await Promise.all([this.outbox.drain(), this.hints.pump(), this.notices.pump()]);
      await this.outbox.retryParked(Date.now());
    } catch (error) {
      logLine({ event: "room.flush_failed", level: "error", ...errorFacts(error) });
    }
    this.working = false;
    this.arm(Date.now());
  }

  private begin(now: number): void {
    for (const chore of this.chores) if (chore.dueInMs(now) === 0) this.ctx.waitUntil(chore.pump());
  }

  private arm(now: number): void {
    // While the alarm works it looks for itself, at its end.
    if (this.working) return;
    const delay = this.nextDelay(now);
    if (delay === null) return;
    if (this.alarmAt !== null && this.alarmAt > now - LOST_AFTER_MS && this.alarmAt <= now + delay) return;
    this.alarmAt = now + delay;
    this.ctx.waitUntil(this.ctx.storage.setAlarm(this.alarmAt));
  }

  private nextDelay(now: number): number | null {
    const due = [
      this.outbox.isDirty ? this.outbox.delayMs : null,
      this.hints.dueInMs(now),
      this.notices.dueInMs(now),
      this.outbox.parkedDueInMs(now),
      ...this.chores.map((chore) => chore.dueInMs(now)),
    ].filter((inMs) => inMs !== null);
    return due.length === 0 ? null : Math.max(PUSH_AFTER_MS, Math.min(...due));
  }

  private register(now: number): void {
    if (now - this.markedAt < MARK_EVERY_MS) return;
    this.markedAt = now;
    this.ctx.waitUntil(
      this.mark().catch((error: unknown) => {
        this.markedAt = 0;
        logLine({ event: "room.outbox_retry", level: "warn", ...errorFacts(error) });
      }),
    );
  }
}
