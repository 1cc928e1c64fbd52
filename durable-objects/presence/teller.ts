import type { Objects } from "@/lib/rooms/server/objects";
import type { PersonId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import type { PresenceBook } from "./book";

const CALLS_AT_ONCE = 16;
const RETRY_MS = 5_000;

/** Tells watchers in rounds: while one round is out, further changes gather for the next. */
export class Teller {
  private readonly ctx: DurableObjectState;
  private readonly book: PresenceBook;
  private readonly objects: Objects;
  private running: Promise<void> | null = null;

  constructor(ctx: DurableObjectState, book: PresenceBook, objects: Objects) {
    this.ctx = ctx;
    this.book = book;
    this.objects = objects;
  }

  /** Goes on until everybody heard everything or a call failed; the alarm tries those again. Never throws. */
  tell(): Promise<void> {
    this.running ??= this.run().finally(() => {
      this.running = null;
      this.arm();
    });
    return this.running;
  }

  /** Sets the alarm when somebody is still to be told. */
  arm(): void {
    if (this.book.waiting(1).length > 0) this.ctx.waitUntil(this.ctx.storage.setAlarm(Date.now() + RETRY_MS));
  }

  private async run(): Promise<void> {
    for (;;) {
      const watchers = this.book.waiting(CALLS_AT_ONCE);
      if (watchers.length === 0) return;
      const heard = await Promise.all(watchers.map((watcher) => this.call(watcher)));
      if (heard.includes(false)) return;
    }
  }

  private async call(watcher: PersonId): Promise<boolean> {
    const { views, mark } = this.book.untold(watcher);
    const { tenantId } = this.book;
    try {
      if (await this.objects.inbox(tenantId, watcher).presence(tenantId, watcher, views)) this.book.told(watcher, mark);
      else this.book.forget(watcher);
      return true;
    } catch (error) {
      log({ event: "presence.report_failed", level: "warn", ...errorFacts(error) });
      return false;
    }
  }
}
