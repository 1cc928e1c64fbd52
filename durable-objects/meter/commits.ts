/**
 * Writes of many callers in one commit. The first one is made durable at once; what comes meanwhile waits and goes
 * together, in the order of its coming. On a disk that takes milliseconds for a commit, twenty calls at once take two.
 */
export class Commits {
  private readonly sync: () => Promise<void>;
  private waiting: (() => void)[] = [];
  private running = false;

  /** @param sync resolves when everything written so far is durable. */
  constructor(sync: () => Promise<void>) {
    this.sync = sync;
  }

  /** Runs `step` in one turn with all that wait beside it, and answers when what it wrote is durable. */
  run<T>(step: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push(() => {
        try {
          resolve(step());
        } catch (error) {
          reject(error);
        }
      });
      if (!this.running) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.running = true;
    try {
      while (this.waiting.length > 0) {
        for (const step of this.waiting.splice(0)) step();
        await this.sync();
      }
    } catch {
      // The object is reset when a write fails; whoever waits hears of it from the runtime.
    } finally {
      this.running = false;
    }
  }
}
