/**
 * How long things took, in a fixed number of counters: to the millisecond below 32, then 16 steps for each doubling, so
 * that what is read is within 3.2 % of what was noted. Two of them add up to the histogram of both.
 */

const EXACT = 32;
const STEPS = 16;
const FIRST_BITS = 5;
/** 2^20 ms, about 17 minutes: longer than a call may stay open. What is longer counts as this. */
const LAST_BITS = 20;
const BUCKETS = EXACT + (LAST_BITS - FIRST_BITS) * STEPS;
const MS_MAX = 2 ** LAST_BITS - 1;

export class Histogram {
  count = 0;
  private readonly counts = new Uint32Array(BUCKETS);

  /** Counts one. What makes no sense counts as 0. */
  note(ms: number): void {
    this.add(bucketOf(ms), 1);
  }

  /** Adds all of another one. */
  take(other: Histogram): void {
    for (const [bucket, count] of other.filled()) this.add(bucket, count);
  }

  /** The time that this part (0 to 1) of all were not above; null when there is none. */
  quantile(part: number): number | null {
    if (this.count === 0) return null;
    const rank = Math.max(1, Math.ceil(part * this.count));
    let seen = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      seen += this.counts[bucket] ?? 0;
      if (seen >= rank) return middleOf(bucket);
    }
    return MS_MAX;
  }

  /** Buckets that are not empty and their counts, one after the other. */
  toJSON(): number[] {
    return this.filled().flat();
  }

  static of(pairs: readonly number[]): Histogram {
    const made = new Histogram();
    for (let at = 0; at + 1 < pairs.length; at += 2) made.add(pairs[at] ?? -1, pairs[at + 1] ?? 0);
    return made;
  }

  private add(bucket: number, count: number): void {
    if (bucket < 0 || bucket >= BUCKETS) return;
    this.counts[bucket] = (this.counts[bucket] ?? 0) + count;
    this.count += count;
  }

  private filled(): [bucket: number, count: number][] {
    const filled: [number, number][] = [];
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const count = this.counts[bucket] ?? 0;
      if (count > 0) filled.push([bucket, count]);
    }
    return filled;
  }
}

function bucketOf(ms: number): number {
  const whole = ms > 0 ? Math.min(MS_MAX, Math.round(ms)) : 0;
  if (whole < EXACT) return whole;
  const bits = 31 - Math.clz32(whole);
  return EXACT + (bits - FIRST_BITS) * STEPS + ((whole >> (bits - 4)) & (STEPS - 1));
}

function middleOf(bucket: number): number {
  if (bucket < EXACT) return bucket;
  const bits = FIRST_BITS + Math.floor((bucket - EXACT) / STEPS);
  const width = 2 ** (bits - 4);
  const from = 2 ** bits + ((bucket - EXACT) % STEPS) * width;
  return from + Math.floor((width - 1) / 2);
}
