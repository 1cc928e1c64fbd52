import type { Fault } from "../core/failure";
import type { Relay } from "../core/relay";
import type { Deadline } from "./deadline";

/** A provider's answer whose first piece is there: from here on there is no other model. */
export interface OpenStream<T> {
  reader: ReadableStreamDefaultReader<T>;
  relay: Relay<T>;
  deadline: Deadline;
}

/** How long a provider may take to close its stream after its answer is over. */
const CLOSE_MS = 1_000;
/** Pieces that are no further apart than this are read together, with every beat. */
const FAST_MS = 25;
/** A read that took no longer had not to wait: its piece was there. */
const THERE_MS = 1;
/** So long pieces lie unread, and nothing that was read is held longer. */
const BEAT_MS = 40;
/** After so long without a word a comment is sent: only by a write does the runtime notice that the caller has left. */
const SILENCE_MS = 35;
const PING = new TextEncoder().encode(": ping\n\n");

/**
 * The answer on its way to the caller: read when the caller reads. The first piece and what comes slowly is sent on in the
 * same turn. What comes fast lies unread until the next beat, and then goes together: each time JavaScript is woken up costs
 * more than all that it does then. `onOver` is called exactly once: at the end, at a fault, or when the caller leaves.
 */
export function relayBody<T>(open: OpenStream<T>, onOver: () => void): ReadableStream<Uint8Array> {
  const relaying = new Relaying(open, onOver);
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => relaying.start(controller),
      pull: () => relaying.pull(),
      cancel: () => open.deadline.stop({ kind: "aborted" }),
    },
    { highWaterMark: 0 },
  );
}

class Relaying<T> {
  private readonly open: OpenStream<T>;
  private readonly onOver: () => void;
  private controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private told = false;
  private pulling = false;
  private fast = false;
  private wake: (() => void) | null = null;
  private sentAt = -Infinity;
  private pingedAt = -Infinity;

  constructor(open: OpenStream<T>, onOver: () => void) {
    this.open = open;
    this.onOver = onOver;
    const { deadline, relay, reader } = open;
    deadline.onStop = () => {
      if (deadline.fault !== null) relay.fail(deadline.fault);
      this.over();
      reader.cancel().catch(() => undefined);
    };
  }

  start(controller: ReadableStreamDefaultController<Uint8Array>): void {
    this.controller = controller;
    if (!this.told) this.timer = setTimeout(this.beat, BEAT_MS);
  }

  async pull(): Promise<void> {
    const { reader, relay, deadline } = this.open;
    this.pulling = true;
    try {
      const gathers = this.fast && relay.over === null && !this.told;
      if (gathers) await this.nextBeat();
      const sentAt = this.sentAt;
      let tookMs = Infinity;
      for (let reads = 0; ; reads++) {
        const isDue = !gathers || tookMs > THERE_MS || relay.over !== null;
        const sent = isDue && this.send();
        if (relay.over !== null) return this.close(relay.over);
        if (sent) {
          this.fast = gathers ? reads > 1 : this.sentAt - sentAt < FAST_MS;
          return deadline.wait(false);
        }
        deadline.wait(true);
        const askedAt = deadline.now();
        await readOnce(reader, relay);
        tookMs = deadline.now() - askedAt;
      }
    } finally {
      this.pulling = false;
    }
  }

  private nextBeat(): Promise<void> {
    return new Promise((done) => (this.wake = done));
  }

  /** Lets what lies unread be read. Else sends what is held, and now and then a comment. */
  private readonly beat = (): void => {
    if (this.told) return;
    this.timer = setTimeout(this.beat, BEAT_MS);
    if (this.wake !== null) return this.woken();
    // While the caller does not read, nothing is added to what waits for it.
    if (!this.pulling || this.controller?.desiredSize !== 0) return;
    const now = this.open.deadline.now();
    if (this.send() || now - Math.max(this.sentAt, this.pingedAt) < SILENCE_MS) return;
    this.pingedAt = now;
    this.controller.enqueue(PING);
  };

  private woken(): void {
    const { wake } = this;
    this.wake = null;
    wake?.();
  }

  private send(): boolean {
    const out = this.open.relay.take();
    if (out === null) return false;
    this.sentAt = this.open.deadline.now();
    this.controller?.enqueue(out);
    return true;
  }

  private close(how: "done" | Fault): void {
    const { reader, deadline } = this.open;
    this.over();
    if (how === "done") {
      this.controller?.close();
      closeSoon(reader);
    } else if (how.kind === "aborted") this.controller?.error(new Error("The call was ended."));
    else {
      this.controller?.close();
      deadline.controller.abort();
    }
  }

  private over(): void {
    if (this.told) return;
    this.told = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.woken();
    this.open.deadline.clear();
    this.onOver();
  }
}

/** Gives the relay the next piece, or the end, or the break. */
export async function readOnce<T>(reader: ReadableStreamDefaultReader<T>, relay: Relay<T>): Promise<void> {
  try {
    const { done, value } = await reader.read();
    if (done) relay.end();
    else relay.feed(value);
  } catch {
    relay.fail({ kind: "cut" });
  }
}

/** Lets the provider end its answer by itself, so that its connection can be used again. */
function closeSoon<T>(reader: ReadableStreamDefaultReader<T>): void {
  const timer = setTimeout(() => void reader.cancel().catch(() => undefined), CLOSE_MS);
  const rest = async () => {
    while (!(await reader.read()).done);
  };
  rest()
    .catch(() => undefined)
    .finally(() => clearTimeout(timer));
}
