/** Named timers: `once` keeps a running one, `again` starts it anew. */
export function createTimers() {
  const running = new Map<string, ReturnType<typeof setTimeout>>();
  const stop = (name: string) => {
    clearTimeout(running.get(name));
    running.delete(name);
  };
  const again = (name: string, ms: number, run: () => void) => {
    stop(name);
    running.set(
      name,
      setTimeout(() => {
        running.delete(name);
        run();
      }, ms),
    );
  };
  return {
    stop,
    again,
    once: (name: string, ms: number, run: () => void) => {
      if (!running.has(name)) again(name, ms, run);
    },
    stopAll: () => {
      for (const name of [...running.keys()]) stop(name);
    },
  };
}

export type Timers = ReturnType<typeof createTimers>;
