import type { KeyId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import { withTimeout } from "@/lib/platform/with-timeout";

const EVERY_MS = 60_000;
/** Keys that are used within this time are told of together. */
const COMPANY_MS = 1_000;
const TOUCH_TIMEOUT_MS = 15_000;

/**
 * When keys were last used, to the minute. In memory only: nothing depends on it, and what a restart or an outage takes
 * away is told with a later use.
 */
export class KeyUses {
  private readonly touch: (uses: ReadonlyMap<KeyId, number>) => Promise<void>;
  /** The last use of each key that is told, or on its way. */
  private readonly known = new Map<KeyId, number>();
  private waiting = new Map<KeyId, number>();
  private since = 0;

  constructor(touch: (uses: ReadonlyMap<KeyId, number>) => Promise<void>) {
    this.touch = touch;
  }

  /** True when there is something new to tell. */
  note(keyId: KeyId, now: number): boolean {
    if (now < (this.known.get(keyId) ?? 0) + EVERY_MS) return false;
    if (this.waiting.size === 0) this.since = now;
    this.known.set(keyId, now);
    this.waiting.set(keyId, now);
    return true;
  }

  /** When there is something to tell; null when there is not. */
  dueAt(): number | null {
    return this.waiting.size === 0 ? null : this.since + COMPANY_MS;
  }

  /** Never throws. */
  async tell(): Promise<void> {
    if (this.waiting.size === 0) return;
    const uses = this.waiting;
    this.waiting = new Map();
    try {
      await withTimeout(this.touch(uses), TOUCH_TIMEOUT_MS);
    } catch (error) {
      for (const keyId of uses.keys()) this.known.delete(keyId);
      log({ event: "meter.touch_failed", level: "warn", keys: uses.size, ...errorFacts(error) });
    }
  }
}
