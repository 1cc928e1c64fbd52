const SLOT_MS = 60_000;
const HOUR_MS = 3_600_000;

/** How long a call counts in a window, at most. */
export const WINDOW_KEPT_MS = HOUR_MS + SLOT_MS;

/**
 * Tokens of the last hour, by minute. A minute counts until its last moment is an hour old, so that no hour, wherever it
 * begins, ever holds more than the limit.
 */
export class TokenWindow {
  /** Tokens by the number of the minute. */
  private readonly slots = new Map<number, number>();

  /** Counts tokens of a call that began then; fewer than none gives back what was reserved for it. */
  add(at: number, tokens: number): void {
    const slot = Math.floor(at / SLOT_MS);
    this.slots.set(slot, (this.slots.get(slot) ?? 0) + tokens);
  }

  sum(now: number): number {
    let sum = 0;
    for (const [slot, tokens] of this.slots) {
      if (endsAt(slot) <= now) this.slots.delete(slot);
      else sum += tokens;
    }
    return sum;
  }

  /** 0 when so many more fit now, else the milliseconds until they do; null when they never will. */
  waitMs(tokens: number, limit: number, now: number): number | null {
    if (tokens > limit) return null;
    let over = this.sum(now) + tokens - limit;
    if (over <= 0) return 0;
    for (const [slot, held] of [...this.slots].toSorted(([a], [b]) => a - b)) {
      over -= held;
      if (over <= 0) return endsAt(slot) - now;
    }
    return null;
  }

  /** Milliseconds until nothing of what is counted now counts any more. */
  resetMs(now: number): number {
    let last = now;
    for (const [slot, tokens] of this.slots) if (tokens > 0) last = Math.max(last, endsAt(slot));
    return last - now;
  }
}

function endsAt(slot: number): number {
  return (slot + 1) * SLOT_MS + HOUR_MS;
}
