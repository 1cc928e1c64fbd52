import { errorFacts, log } from "@/lib/platform/log";
import type { Own } from "../inbox/own";

/** Keeps the tenant's registry told of the next thing this inbox has to do: when it comes earlier than was said, or was none. */
export class RegistryMark {
  private readonly own: Own;
  private readonly mark: (dueAt: number) => Promise<void>;

  constructor(own: Own, mark: (dueAt: number) => Promise<void>) {
    this.own = own;
    this.mark = mark;
  }

  /** Never throws; what was not heard is said again at the next change. */
  async keep(dueAt: number | null): Promise<void> {
    const said = this.own.get("marked_due") as number | null;
    if (dueAt === null) return this.forget(said);
    if (said !== null && said <= dueAt) return;
    this.own.set("marked_due", dueAt);
    try {
      await this.mark(dueAt);
    } catch (error) {
      this.own.set("marked_due", null);
      log({ event: "later.mark_failed", level: "warn", ...errorFacts(error) });
    }
  }

  /** Nothing is due any more: the registry finds that out on its next round, and the next mark is a new one. */
  private forget(said: number | null): void {
    if (said !== null) this.own.set("marked_due", null);
  }
}
