/** Frames of one socket that may wait behind one that waits. */
const WAITING_MAX = 256;

interface Line {
  last: Promise<void>;
  length: number;
}

/**
 * Keeps the frames of one socket in the order they came: while one waits for something to be read, those after it wait
 * behind it. Other sockets do not.
 */
export class Turns {
  private readonly lines = new Map<WebSocket, Line>();

  /**
   * Does `go` at once, or after `ready` and what waits before it; `failed` when `ready` rejects. Answers a promise where
   * there is something to wait for, and "full" when too much waits already.
   */
  take(
    socket: WebSocket,
    ready: Promise<void> | null,
    go: () => void,
    failed: () => void,
  ): Promise<void> | "full" | null {
    const line = this.lines.get(socket) ?? { last: Promise.resolve(), length: 0 };
    if (!ready && line.length === 0) {
      go();
      return null;
    }
    const readied = (ready ?? Promise.resolve()).then(
      () => true,
      () => false,
    );
    if (line.length >= WAITING_MAX) return "full";
    line.length++;
    line.last = Promise.all([readied, line.last]).then(([done]) => {
      if (--line.length === 0) this.lines.delete(socket);
      if (done) go();
      else failed();
    });
    this.lines.set(socket, line);
    return line.last;
  }

  forget(socket: WebSocket): void {
    this.lines.delete(socket);
  }
}
