import type { VisitServices } from "@/lib/assistant/server/ports";
import { backoffMs, isRowFault, parkedRetryMs, POISON_TRIES } from "@/lib/platform/backoff";
import type { Waiting } from "@/lib/observe/protocol";
import { errorFacts, log } from "@/lib/platform/log";
import { withTimeout } from "@/lib/platform/with-timeout";
import type { VisitStore } from "./store";

const ROWS_MAX = 100;
/** One write to Postgres; past it the outcome is unknown and the same batch is sent again. */
const PUSH_TIMEOUT_MS = 15_000;

/** Carries a conversation to Postgres: every message whose version is above the one that was pushed. There is no second table. */
export class VisitOutbox {
  /** Called when rows may have become late, or are no longer. */
  onLate: () => void = () => undefined;
  private readonly store: VisitStore;
  private readonly services: () => VisitServices;
  private running: Promise<void> | null = null;
  private tries = 0;
  /** When Postgres is tried again. */
  private notBefore = 0;
  private failingSince: number | null = null;
  private poison = false;

  constructor(store: VisitStore, services: () => VisitServices) {
    this.store = store;
    this.services = services;
  }

  /** When the alarm is needed; null: Postgres has everything. */
  dueAt(now: number): number | null {
    return this.store.unpushed(1) === null ? null : Math.max(now, this.notBefore);
  }

  /** Rows that Postgres should have by now. What it refuses by its content is put aside. */
  get late(): Waiting {
    if (this.failingSince === null) return { rows: 0, since: null, parked: 0 };
    const rows = this.store.unpushed(ROWS_MAX)?.messages.length ?? 0;
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
    const { tenantId, conversationId } = this.store.birth;
    const { project, now } = this.services();
    try {
      for (let batch = this.store.unpushed(ROWS_MAX); batch !== null; batch = this.store.unpushed(ROWS_MAX)) {
        await withTimeout(project(tenantId, batch.conversation, batch.messages), PUSH_TIMEOUT_MS);
        this.store.markPushed(batch.conversation.version, batch.messages);
        this.tries = 0;
      }
      this.failingSince = null;
      this.poison = false;
    } catch (error) {
      this.tries++;
      this.failingSince ??= now();
      // What Postgres refuses by its content is not refused less often by asking faster.
      const poison = (this.poison = isRowFault(error) && this.tries >= POISON_TRIES);
      this.notBefore = now() + (poison ? parkedRetryMs(this.tries) : backoffMs(this.tries, Math.random()));
      const level = poison ? "error" : "warn";
      log({ event: "visit.outbox_retry", level, tenantId, conversationId, tries: this.tries, ...errorFacts(error) });
    }
    this.onLate();
  }
}
