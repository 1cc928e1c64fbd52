/** What must be ended, newest first. `run` may be called more than once, by a signal and by a failure. */
export class Stops {
  #stops: (() => Promise<void>)[] = [];
  #running: Promise<void> | null = null;

  add(stop: () => Promise<void>): void {
    this.#stops.push(stop);
  }

  run(): Promise<void> {
    this.#running ??= this.#runAll();
    return this.#running;
  }

  /**
   * Ends everything on Ctrl-C, on a polite kill and when the terminal closes. A second Ctrl-C does not wait.
   * Called again after others put their own handlers up.
   */
  onSignals(): void {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      // Miniflare ends its runtime, and then this process, by itself; here it goes in order.
      process.removeAllListeners(signal);
      let told = false;
      process.on(signal, () => {
        if (told) process.exit(1);
        told = true;
        void this.run().then(() => process.exit(0));
      });
    }
  }

  async #runAll(): Promise<void> {
    for (const stop of this.#stops.toReversed()) await stop().catch(() => undefined);
  }
}
