import { backoffMs, isRowFault, parkedRetryMs, POISON_TRIES } from "@/lib/platform/backoff";
import type { Waiting } from "@/lib/observe/protocol";
import { errorFacts, log } from "@/lib/platform/log";
import { withTimeout } from "@/lib/platform/with-timeout";
import type { SessionServices } from "@/lib/sessions/server/ports";
import type { SessionStore } from "./store";

const ROWS_MAX = 200;
const CHARS_MAX = 1_000_000;
/** One write to Postgres; past it the outcome is unknown and the same batch is sent again. */
const PUSH_TIMEOUT_MS = 15_000;

/**
 * Carries a session to Postgres, messages in order. There is no second table: the outbox is every message above `pushed`,
 * and the session itself when its version is newer than the one that was pushed.
 */
export class SessionOutbox {
  /** Called when rows may have become late, or are no longer. */
  onLate: () => void = () => undefined;
  private readonly store: SessionStore;
  private readonly project: SessionServices["project"];
  private running: Promise<void> | null = null;
  private tries = 0;
  /** When Postgres is tried again. */
  private notBefore = 0;
  private failingSince: number | null = null;
  private poison = false;

  constructor(store: SessionStore, project: SessionServices["project"]) {
    this.store = store;
    this.project = project;
  }

  /** When the alarm is needed; null: Postgres has everything. */
  dueAt(now: number): number | null {
    return this.store.unpushed(1, CHARS_MAX) === null ? null : Math.max(now, this.notBefore);
  }

  /** Rows that Postgres should have by now. What it refuses by its content is put aside. */
  get late(): Waiting {
    if (this.failingSince === null) return { rows: 0, since: null, parked: 0 };
    const rows = this.next()?.messages.length ?? 0;
    return this.poison ? { rows: 0, since: null, parked: rows } : { rows, since: this.failingSince, parked: 0 };
  }

  /** Pushes what there is until done or until a write fails. One at a time; never throws. */
  drain(): Promise<void> {
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async run(): Promise<void> {
    try {
      for (let batch = this.next(); batch !== null; batch = this.next()) {
        await withTimeout(this.project(this.store.birth.tenantId, batch.session, batch.messages), PUSH_TIMEOUT_MS);
        this.store.markPushed(batch.session.version, batch.messages);
        this.tries = 0;
      }
      this.failingSince = null;
      this.poison = false;
    } catch (error) {
      this.tries++;
      this.failingSince ??= Date.now();
      // What Postgres refuses by its content is not refused less often by asking faster.
      const poison = (this.poison = isRowFault(error) && this.tries >= POISON_TRIES);
      const delayMs = poison ? parkedRetryMs(this.tries) : backoffMs(this.tries, Math.random());
      this.notBefore = Date.now() + delayMs;
      const { sessionId } = this.store.birth;
      const level = poison ? "error" : "warn";
      log({ event: "session.outbox_retry", level, sessionId, tries: this.tries, ...errorFacts(error) });
    }
    this.onLate();
  }

  private next(): ReturnType<SessionStore["unpushed"]> {
    return this.store.unpushed(ROWS_MAX, CHARS_MAX);
  }
}
