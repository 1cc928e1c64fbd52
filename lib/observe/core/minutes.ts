/** Calls of the last minutes, minute by minute: counters and histograms of a fixed size, nothing of any single call. */
import type { CallEnd } from "@/lib/quotas/protocol";
import type { CallMinute, CallSpan } from "../protocol";
import { Histogram } from "./histogram";

export const MINUTE_MS = 60_000;
/** Minutes that are shown: this one and those before it. */
export const MINUTES_SHOWN = 15;
/** What the totals of the last moments are over. */
const SPAN_MINUTES = 5;

/** A call that is over. */
export interface EndedCall {
  endedAt: number;
  end: CallEnd;
  firstTokenMs: number | null;
  totalMs: number;
}

/** One minute as it is written down. */
export interface StoredMinute {
  ends: Partial<Record<CallEnd, number>>;
  first: number[];
  total: number[];
}

class Minute {
  readonly ends: Partial<Record<CallEnd, number>>;
  readonly first: Histogram;
  readonly total: Histogram;

  constructor(stored: StoredMinute = { ends: {}, first: [], total: [] }) {
    this.ends = { ...stored.ends };
    this.first = Histogram.of(stored.first);
    this.total = Histogram.of(stored.total);
  }

  note({ end, firstTokenMs, totalMs }: EndedCall): void {
    this.ends[end] = (this.ends[end] ?? 0) + 1;
    if (firstTokenMs !== null) this.first.note(firstTokenMs);
    // One that was cut short says nothing of how long an answer takes.
    if (end === "ok") this.total.note(totalMs);
  }

  take(other: Minute): void {
    for (const [end, count] of Object.entries(other.ends) as [CallEnd, number][]) {
      this.ends[end] = (this.ends[end] ?? 0) + count;
    }
    this.first.take(other.first);
    this.total.take(other.total);
  }

  store(): StoredMinute {
    return { ends: this.ends, first: this.first.toJSON(), total: this.total.toJSON() };
  }
}

/** The number of the minute that a moment is in. */
export function minuteOf(at: number): number {
  return Math.floor(at / MINUTE_MS);
}

/** True for an end that is neither good nor the caller's own wish. */
export function isFailure(end: CallEnd): boolean {
  return end !== "ok" && end !== "aborted";
}

export class Minutes {
  private readonly kept = new Map<number, Minute>();

  /** Counts a call in the minute of its end. Answers which one; null when that is not shown any more. */
  note(call: EndedCall, now: number): number | null {
    const minute = placeOf(call.endedAt, now);
    if (minute === null) return null;
    this.of(minute).note(call);
    return minute;
  }

  /** Puts back what was written down of a minute. */
  restore(minute: number, stored: StoredMinute): void {
    this.kept.set(minute, new Minute(stored));
  }

  store(minute: number): StoredMinute {
    return this.of(minute).store();
  }

  /** The minutes shown, oldest first, those without a call among them. */
  shown(now: number): CallMinute[] {
    const last = minuteOf(now);
    this.forgetBefore(last - MINUTES_SHOWN + 1);
    return Array.from({ length: MINUTES_SHOWN }, (_, at) => {
      const minute = last - MINUTES_SHOWN + 1 + at;
      return { at: minute * MINUTE_MS, ...figuresOf(this.kept.get(minute) ?? new Minute()) };
    });
  }

  /** The last minutes together. */
  span(now: number): CallSpan {
    const last = minuteOf(now);
    const all = new Minute();
    for (let minute = last - SPAN_MINUTES + 1; minute <= last; minute++) {
      const one = this.kept.get(minute);
      if (one) all.take(one);
    }
    return { minutes: SPAN_MINUTES, ...figuresOf(all) };
  }

  private of(minute: number): Minute {
    const known = this.kept.get(minute);
    if (known) return known;
    const made = new Minute();
    this.kept.set(minute, made);
    // However long nobody looks, no more than an hour's minutes are held.
    if (this.kept.size > MINUTES_SHOWN * 4) this.forgetBefore(minute - MINUTES_SHOWN);
    return made;
  }

  private forgetBefore(minute: number): void {
    for (const known of this.kept.keys()) if (known < minute) this.kept.delete(known);
  }
}

/** What is shown of a tenant without calls. */
export function minutesOfNothing(now: number): { minutes: CallMinute[]; span: CallSpan } {
  const none = new Minutes();
  return { minutes: none.shown(now), span: none.span(now) };
}

/** Where a call counts: a clock that ran ahead counts now. */
export function placeOf(endedAt: number, now: number): number | null {
  const last = minuteOf(now);
  const minute = Math.min(minuteOf(endedAt), last);
  return minute > last - MINUTES_SHOWN ? minute : null;
}

function figuresOf({ ends, first, total }: Minute) {
  let calls = 0;
  let failed = 0;
  for (const [end, count] of Object.entries(ends) as [CallEnd, number][]) {
    calls += count;
    if (isFailure(end)) failed += count;
  }
  return {
    calls,
    failed,
    aborted: ends.aborted ?? 0,
    firstToken: quantiles(first),
    whole: quantiles(total),
  };
}

function quantiles(histogram: Histogram) {
  return { p50: histogram.quantile(0.5), p95: histogram.quantile(0.95), p99: histogram.quantile(0.99) };
}
