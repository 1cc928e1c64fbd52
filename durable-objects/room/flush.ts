import { LIMITS } from "@/lib/rooms/protocol";
import type { ClientId, PersonId } from "@/lib/platform/ids";
import { errorFacts, log as logLine } from "@/lib/platform/log";
import type { Cursors } from "./cursors";
import type { Judge, Judged } from "./judge";
import type { RoomLog } from "./log";
import { type Speaker, Utterance } from "./speaker";

/** Frames and bytes of one flush: bounds what a single turn hands to every socket. */
const FLUSH_FRAMES_MAX = LIMITS.unackedEventsMax;
const FLUSH_CHARS_MAX = 262_144;
/** How long those a flush answered are expected to answer in turn, and how long the loop waits for one more of them. */
const EXPECT_WITHIN_MS = 50;
const GRACE_MS = 1;

interface Waiting {
  socket: WebSocket;
  frame: Judged;
  chars: number;
}

interface Parts {
  storage: DurableObjectStorage;
  log: RoomLog;
  cursors: Cursors;
  speaker: Speaker;
  judge: Judge;
  /** Told after each flush what may interest the outbox and the inboxes. */
  after(change: { events: boolean; moved: ReadonlySet<PersonId> }): void;
}

/**
 * Group commit. An idle room answers at once; while one flush is being made durable, what arrives waits and goes
 * together: one transaction, one array frame per socket, no timer. The platform holds every frame back until the rows
 * it speaks of are durable, so nothing that was acknowledged can be lost.
 */
export class FlushLoop {
  private readonly parts: Parts;
  private waiting: Waiting[] = [];
  private running = false;
  /** How many frames the last flush answered, and when. */
  private answered = { frames: 0, at: 0 };

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Queues a frame. Answers the running loop's promise when this call started it. */
  push(socket: WebSocket, frame: Judged, chars: number): Promise<void> | null {
    this.waiting.push({ socket, frame, chars });
    if (this.running) return null;
    this.running = true;
    return this.run();
  }

  private async run(): Promise<void> {
    try {
      while (this.waiting.length > 0) {
        await this.gather();
        this.flush();
        await this.parts.storage.sync();
        this.answered.at = Date.now();
        // The frames leave now; whoever answers them belongs into the next flush, not into one of its own.
        await nextTurn();
      }
    } finally {
      this.running = false;
    }
  }

  /**
   * Waits until a turn of the event loop brings nothing new: one turn when idle. In a burst whoever was answered a
   * moment ago is about to write again, so as many frames as the last flush took are given a millisecond more to come;
   * sending one frame fewer to every socket is worth far more than that.
   */
  private async gather(): Promise<void> {
    let seen = 0;
    while (this.waiting.length > seen && this.waiting.length < FLUSH_FRAMES_MAX) {
      seen = this.waiting.length;
      await nextTurn();
      if (this.waiting.length === seen && seen < this.expected()) await nextTurn(GRACE_MS);
    }
  }

  private expected(): number {
    return Date.now() - this.answered.at <= EXPECT_WITHIN_MS ? this.answered.frames : 0;
  }

  /** One synchronous step: judge, write, speak. Nothing can come between the rows and the frames about them. */
  private flush(): void {
    const { log, speaker, after } = this.parts;
    const batch = this.take();
    this.answered.frames = batch.length;
    const before = log.head;
    const moved = new Set<PersonId>();
    let said = new Utterance();
    try {
      log.transaction(() => {
        for (const { socket, frame } of batch) this.parts.judge.hear(socket, frame, said, moved);
      });
    } catch (error) {
      // Nothing was written (a full disk, for one): say so, and let the clients keep what they sent.
      logLine({ event: "room.flush_failed", level: "error", roomId: log.meta.roomId, ...errorFacts(error) });
      this.parts.cursors.reload();
      said = unavailable(batch);
      moved.clear();
    }
    speaker.speak(said, before);
    if (log.head > before || moved.size > 0) after({ events: log.head > before, moved });
  }

  private take(): Waiting[] {
    let chars = 0;
    let count = 0;
    while (count < this.waiting.length && count < FLUSH_FRAMES_MAX && chars < FLUSH_CHARS_MAX) {
      chars += this.waiting[count]?.chars ?? 0;
      count++;
    }
    return this.waiting.splice(0, count);
  }

  /** The same step at once, for a caller that holds no socket here. Throws when nothing could be written. */
  once<T>(judge: (said: Utterance, moved: Set<PersonId>) => T): T {
    const { log, speaker, after } = this.parts;
    const before = log.head;
    const said = new Utterance();
    const moved = new Set<PersonId>();
    let answer: T;
    try {
      answer = log.transaction(() => judge(said, moved));
    } catch (error) {
      this.parts.cursors.reload();
      throw error;
    }
    speaker.speak(said, before);
    if (log.head > before || moved.size > 0) after({ events: log.head > before, moved });
    return answer;
  }
}

function unavailable(batch: readonly Waiting[]): Utterance {
  const said = new Utterance();
  for (const { socket, frame } of batch) {
    if (!("clientId" in frame)) continue;
    const message = "The room could not store that. Try again in a moment.";
    said.reply(socket, {
      type: "rejected",
      clientId: frame.clientId as ClientId,
      code: "unavailable",
      message,
      retryAfterMs: 1000,
    });
  }
  return said;
}

/** Lets everything that has already arrived be read before the batch is closed. */
function nextTurn(ms = 0): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
