/**
 * A paced live region: one line at a time, each long enough to be taken up, so that rapid messages do not swallow each
 * other. When too many wait, they are told as a number.
 */
const EVERY_MS = 1_000;
const WAITING_MAX = 5;

export interface Announcer {
  say(line: string): void;
  stop(): void;
}

/** @param show puts the line into the region. @param many says that `count` more came. */
export function createAnnouncer(show: (line: string) => void, many: (count: number) => string): Announcer {
  let waiting: string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = () => {
    timer = undefined;
    if (waiting.length > WAITING_MAX) waiting = [many(waiting.length)];
    const line = waiting.shift();
    if (line === undefined) return;
    show(line);
    timer = setTimeout(next, EVERY_MS);
  };
  return {
    say(line) {
      waiting.push(line);
      if (timer === undefined) next();
    },
    stop: () => clearTimeout(timer),
  };
}
