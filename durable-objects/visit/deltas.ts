/** What an answer says within it is told as one. */
export const JOIN_MS = 50;

/** More of a growing text, from an offset on. */
export interface Delta {
  at: number;
  text: string;
}

/**
 * Joins what comes quickly: the first words go out at once, then what has gathered since. Each frame costs everybody who
 * reads along, and words that come at the same moment nobody tells apart.
 */
export class Deltas {
  private readonly everyMs: number;
  private readonly tell: (delta: Delta) => void;
  private waiting: Delta | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(everyMs: number, tell: (delta: Delta) => void) {
    this.everyMs = everyMs;
    this.tell = tell;
  }

  add(delta: Delta): void {
    if (this.waiting) this.waiting.text += delta.text;
    else this.waiting = { ...delta };
    if (this.timer === undefined) this.flush();
  }

  /** Tells what waits, now. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { waiting } = this;
    if (!waiting) return;
    this.waiting = null;
    if (this.everyMs > 0) this.timer = setTimeout(() => this.flush(), this.everyMs);
    this.tell(waiting);
  }

  /** Nothing more is told: somebody tells the whole. */
  drop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting = null;
  }
}
