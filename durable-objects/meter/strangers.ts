import type { KeyId } from "@/lib/platform/ids";
import { UNKNOWN_KEY } from "@/lib/quotas/core/proof";
import { RequestRates } from "@/lib/quotas/core/request-rates";
import type { MeterRefusal } from "@/lib/quotas/protocol";
import { errorFacts, log } from "@/lib/platform/log";

/** How long a key that was not found is not looked for again. */
const UNKNOWN_MS = 30_000;
const UNKNOWN_MAX = 1_000;
/** Proofs of a tenant that fail: whoever guesses gets no further, and a key that proves itself never comes here. */
const FAILURES = { perMinute: 60, burst: 60 };
const AWAY_RETRY_MS = 2_000;

/** Keys that the Meter does not know. In memory: whoever wakes it by guessing finds the same bounds again. */
export class Strangers {
  private readonly unknown = new Map<KeyId, number>();
  private readonly asking = new Map<KeyId, Promise<boolean>>();
  private readonly failures = new RequestRates();

  /** What a key gets that was not proved: the same for one that is not there and one whose secret is wrong. */
  refuse(now: number): MeterRefusal {
    return this.tooMany(now) ?? UNKNOWN_KEY;
  }

  /**
   * Looks for a key, once for all who ask at the same time.
   * @param look answers whether there is one.
   * @returns null when there is.
   */
  async meet(keyId: KeyId, now: number, look: () => Promise<boolean>): Promise<MeterRefusal | null> {
    if ((this.unknown.get(keyId) ?? 0) > now) return this.refuse(now);
    const running = this.asking.get(keyId);
    if (running === undefined) {
      const slow = this.tooMany(now);
      if (slow) return slow;
    }
    try {
      const found = await (running ?? this.ask(keyId, look));
      return found ? null : UNKNOWN_KEY;
    } catch (error) {
      log({ event: "meter.load_failed", level: "warn", ...errorFacts(error) });
      const message = "The database does not answer. Try again in a moment.";
      return { status: "refused", code: "unavailable", message, retryAfterMs: AWAY_RETRY_MS };
    }
  }

  private ask(keyId: KeyId, look: () => Promise<boolean>): Promise<boolean> {
    const asked = look()
      .then((found) => {
        if (!found) this.remember(keyId, Date.now() + UNKNOWN_MS);
        return found;
      })
      .finally(() => this.asking.delete(keyId));
    this.asking.set(keyId, asked);
    return asked;
  }

  private remember(keyId: KeyId, until: number): void {
    const [oldest] = this.unknown.keys();
    if (oldest !== undefined && this.unknown.size >= UNKNOWN_MAX) this.unknown.delete(oldest);
    this.unknown.set(keyId, until);
  }

  private tooMany(now: number): MeterRefusal | null {
    const retryAfterMs = this.failures.waitMs("", FAILURES, now);
    if (retryAfterMs === 0) {
      this.failures.spend("", FAILURES, now);
      return null;
    }
    const message = "Too many requests with keys that are not valid.";
    return { status: "refused", code: "rate_limited", message, retryAfterMs };
  }
}
