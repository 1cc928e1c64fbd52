/** A token bucket as plain values. Kept in memory only: a room that slept ten seconds owes nobody anything. */

export interface Bucket {
  tokens: number;
  at: number;
}

export interface BucketRule {
  /** How many may go at once. */
  burst: number;
  /** How many come back per second. */
  perSecond: number;
}

/** Takes one token. `retryAfterMs` is 0 when there was one, else how long until there is. */
export function take(
  bucket: Bucket | undefined,
  rule: BucketRule,
  now: number,
): { bucket: Bucket; retryAfterMs: number } {
  const from = bucket ?? { tokens: rule.burst, at: now };
  // A clock that went back must not take tokens away.
  const tokens = Math.min(rule.burst, from.tokens + (Math.max(0, now - from.at) / 1000) * rule.perSecond);
  if (tokens >= 1) return { bucket: { tokens: tokens - 1, at: now }, retryAfterMs: 0 };
  return { bucket: { tokens, at: now }, retryAfterMs: Math.max(1, Math.ceil(((1 - tokens) / rule.perSecond) * 1000)) };
}

/** A room's buckets of one kind, by person or socket. */
export class Buckets<K> {
  private readonly rule: BucketRule;
  private readonly held = new Map<K, Bucket>();

  constructor(rule: BucketRule) {
    this.rule = rule;
  }

  /** 0 when the action may go ahead, else the milliseconds until it may. */
  spend(key: K, now: number): number {
    const { bucket, retryAfterMs } = take(this.held.get(key), this.rule, now);
    this.held.set(key, bucket);
    return retryAfterMs;
  }

  forget(key: K): void {
    this.held.delete(key);
  }
}
