import { take, type Bucket, type BucketRule } from "../../rooms/core/rate";

/** A rule as limits write it. */
export interface RequestRule {
  perMinute: number;
  /** How many may come at once after a quiet time. */
  burst: number;
}

/** Whatever the rule, an hour without requests fills a bucket: older ones need not be kept. */
const WAIT_MAX_MS = 3_600_000;

/** Token buckets of requests, by key or user. */
export class RequestRates {
  private readonly held = new Map<string, Bucket>();

  /** 0 when a request may come now, else the milliseconds until one may. Takes nothing. */
  waitMs(subject: string, rule: RequestRule, now: number): number {
    return Math.min(WAIT_MAX_MS, take(this.held.get(subject), perSecond(rule), now).retryAfterMs);
  }

  /** Counts a request that was let through. Answers how many are left, for `restore`. */
  spend(subject: string, rule: RequestRule, now: number): number {
    const { bucket } = take(this.held.get(subject), perSecond(rule), now);
    this.held.set(subject, bucket);
    return bucket.tokens;
  }

  /** Puts back how many were left then. */
  restore(subject: string, left: number, at: number): void {
    this.held.set(subject, { tokens: left, at });
  }

  /** How many may come now, and when it is the whole burst again. */
  view(subject: string, rule: RequestRule, now: number): { remaining: number; resetMs: number } {
    const each = perSecond(rule);
    const { bucket, retryAfterMs } = take(this.held.get(subject), each, now);
    const level = retryAfterMs === 0 ? bucket.tokens + 1 : bucket.tokens;
    const resetMs = Math.ceil(((each.burst - level) / each.perSecond) * 1000);
    return { remaining: Math.floor(level), resetMs: Math.min(WAIT_MAX_MS, Math.max(0, resetMs)) };
  }

  /** Lets go of those that nobody touched since. */
  forgetBefore(at: number): void {
    for (const [subject, bucket] of this.held) if (bucket.at < at) this.held.delete(subject);
  }
}

function perSecond({ perMinute, burst }: RequestRule): BucketRule {
  return { burst: Math.min(burst, perMinute * 60), perSecond: perMinute / 60 };
}
