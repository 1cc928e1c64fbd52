import { take, type Bucket } from "@/lib/rooms/core/rate";
import type { ErrorLine } from "./error-line";

/** Errors of one isolate that are told at once, and how many more come after them. */
const RULE = { burst: 10, perSecond: 1 / 6 };
/** The same error is told again after this time, with how often it came meanwhile. */
const SAME_MS = 60_000;
const KNOWN_MAX = 200;

/** Decides which errors are told: a fault of ours that every request meets must not become a flood elsewhere. */
export class ErrorLimit {
  private bucket: Bucket | undefined;
  private readonly known = new Map<string, { until: number; more: number }>();

  /** How many errors of the same kind were kept back before this one; null when this one is kept back. */
  pass(line: ErrorLine, now: number): number | null {
    const kind = JSON.stringify([line.event, line.errorName, line.errorCode, line.path]);
    const known = this.known.get(kind);
    if (known && known.until > now) {
      known.more++;
      return null;
    }
    const { bucket, retryAfterMs } = take(this.bucket, RULE, now);
    this.bucket = bucket;
    if (retryAfterMs > 0) {
      if (known) known.more++;
      return null;
    }
    this.known.delete(kind);
    const [oldest] = this.known.keys();
    if (oldest !== undefined && this.known.size >= KNOWN_MAX) this.known.delete(oldest);
    this.known.set(kind, { until: now + SAME_MS, more: 0 });
    return known?.more ?? 0;
  }
}
