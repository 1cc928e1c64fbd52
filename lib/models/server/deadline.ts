import type { Fault } from "../core/failure";

/** How long a provider may take. */
export interface Timeouts {
  /** From the request to the first piece of a streamed answer. */
  firstMs: number;
  /** The same for a model that thinks before it speaks. */
  thinkingMs: number;
  /** Between two pieces, comments included. */
  betweenMs: number;
  /** A whole streamed answer. */
  totalMs: number;
  /** An answer that is not streamed. */
  wholeMs: number;
  /** A call with all its attempts. Shorter than a Meter's reservation lives, so that every call is settled as what it was. */
  callMs: number;
}

export const TIMEOUTS: Timeouts = {
  firstMs: 45_000,
  thinkingMs: 240_000,
  betweenMs: 60_000,
  totalMs: 600_000,
  wholeMs: 300_000,
  callMs: 840_000,
};

/**
 * The clock and the caller's signal over one attempt: whichever comes first aborts the provider's request and says why.
 * One timer for the whole attempt: a piece only notes its time, which costs nothing a token.
 */
export class Deadline {
  readonly controller = new AbortController();
  /** Why it was stopped; null: it was not. */
  fault: Fault | null = null;
  /** Called when it is stopped, after `fault` is set. */
  onStop: () => void = () => undefined;
  private readonly caller: AbortSignal;
  readonly now: () => number;
  private readonly onAbort = () => this.stop({ kind: "aborted" });
  private readonly startedAt: number;
  private readonly totalMs: number;
  private stage: "first" | "between";
  private stageMs: number;
  private touchedAt: number;
  private waiting = true;
  private timer: ReturnType<typeof setTimeout> | null = null;
  /** When the timer goes off. */
  private looksAt = 0;

  constructor(caller: AbortSignal, now: () => number, limits: { stageMs: number; totalMs: number }) {
    this.caller = caller;
    this.now = now;
    this.startedAt = now();
    this.touchedAt = this.startedAt;
    this.stage = "first";
    this.stageMs = limits.stageMs;
    this.totalMs = limits.totalMs;
    caller.addEventListener("abort", this.onAbort);
    if (caller.aborted) this.onAbort();
    else this.arm();
  }

  /** The first piece is there: from now on silence between pieces counts. */
  between(stageMs: number): void {
    this.stage = "between";
    this.stageMs = stageMs;
    this.touch();
    if (this.touchedAt + stageMs < this.looksAt) this.arm();
  }

  /** Something came from the provider. */
  touch(): void {
    this.touchedAt = this.now();
  }

  /** Whether we wait for the provider; while our own caller does not read, its silence is not the provider's. */
  wait(waiting: boolean): void {
    this.waiting = waiting;
    this.touch();
  }

  stop(fault: Fault): void {
    if (this.fault !== null) return;
    this.fault = fault;
    this.clear();
    this.controller.abort();
    this.onStop();
  }

  /** The attempt is over by itself. */
  clear(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.caller.removeEventListener("abort", this.onAbort);
  }

  private arm(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    if (this.fault !== null) return;
    const now = this.now();
    const silentFor = this.waiting ? now - this.touchedAt : 0;
    const leftMs = Math.min(this.stageMs - silentFor, this.totalMs - (now - this.startedAt));
    this.looksAt = now + Math.max(1, leftMs);
    this.timer = setTimeout(this.look, Math.max(1, leftMs));
  }

  private readonly look = (): void => {
    const now = this.now();
    if (now - this.startedAt >= this.totalMs) this.stop({ kind: "timeout", stage: "total" });
    else if (this.waiting && now - this.touchedAt >= this.stageMs) this.stop({ kind: "timeout", stage: this.stage });
    else this.arm();
  };
}
