import { applyCommand, type LogView, type RoomCommand } from "@/lib/rooms/core/commands";
import type { Draft, Refused } from "@/lib/rooms/core/draft";
import { LIMITS, type RoomEvent, type RoomFrame, type RoomServerFrame } from "@/lib/rooms/protocol";
import type { ClientId, PersonId } from "@/lib/platform/ids";
import { errorFacts, log as logLine } from "@/lib/platform/log";
import type { Attached } from "./attached";
import type { Cursors } from "./cursors";
import type { RoomLog } from "./log";
import type { Marks } from "./marks";
import type { Seats } from "./seats";
import { type Speaker, Utterance } from "./speaker";
import type { TenantRoles } from "./tenant-roles";
import type { FollowRow, Threads } from "./threads";
import type { Typing } from "./typing";
import { cursorOf } from "./welcome";

/** Frames and bytes of one flush: bounds what a single turn hands to every socket. */
const FLUSH_FRAMES_MAX = LIMITS.unackedEventsMax;
const FLUSH_CHARS_MAX = 262_144;
/** How long those a flush answered are expected to answer in turn, and how long the loop waits for one more of them. */
const EXPECT_WITHIN_MS = 50;
const GRACE_MS = 1;

type Flushed = Exclude<RoomFrame, { type: "ack" | "resume" }>;

interface Waiting {
  socket: WebSocket;
  frame: Flushed;
  chars: number;
}

interface Parts {
  storage: DurableObjectStorage;
  log: RoomLog;
  files: Attached;
  view: LogView;
  cursors: Cursors;
  marks: Marks;
  threads: Threads;
  seats: Seats;
  tenantRoles: TenantRoles;
  speaker: Speaker;
  typing: Typing;
  /** Told of each event as it is written, in its transaction. */
  written(event: RoomEvent): void;
  /** The word filter wants the event's text reported. In its transaction, too. */
  flagged(event: RoomEvent, words: readonly string[]): void;
  /** Counts a refusal against a socket; false once it provokes more of them than anybody could read. */
  tolerate(socket: WebSocket): boolean;
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
  push(socket: WebSocket, frame: Flushed, chars: number): Promise<void> | null {
    this.waiting.push({ socket, frame, chars });
    if (this.running) return null;
    this.running = true;
    return this.run();
  }

  /** Writes an event that came by another way than a socket, and tells everybody, in one synchronous step. */
  write(draft: Draft, author: PersonId, clientId: ClientId): RoomEvent {
    const { log, speaker, cursors, after } = this.parts;
    const before = log.head;
    const said = new Utterance();
    const moved = new Set<PersonId>();
    try {
      const event = log.transaction(() => this.record(draft, { author, clientId }, said, moved));
      speaker.speak(said, before);
      after({ events: true, moved });
      return event;
    } catch (error) {
      cursors.reload();
      throw error;
    }
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
        for (const item of batch) this.judge(item, said, moved);
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

  private judge({ socket, frame }: Waiting, said: Utterance, moved: Set<PersonId>): void {
    const { seats, log, cursors, threads, typing } = this.parts;
    const seat = seats.get(socket);
    // Closed or removed since the frame arrived: it counts for nothing.
    if (!seat || !log.members.has(seat.person)) return;
    switch (frame.type) {
      case "message.send":
      case "message.edit":
      case "message.delete":
      case "message.pin":
      case "reaction.set":
      case "preview.remove":
        this.command(socket, seat.person, frame, said, moved);
        return;
      case "read.set": {
        const forward = cursors.advance(seat.person, Math.min(frame.upTo, log.head), frame.version);
        if (forward) this.cursorMoved(seat.person, said, moved);
        // A device that has not heard of "mark unread" learns where the cursor is.
        else if (frame.upTo > cursors.of(seat.person).upTo) said.reply(socket, this.cursorFrame(seat.person));
        return;
      }
      case "unread.set":
        if (cursors.rewind(seat.person, frame.from - 1)) this.cursorMoved(seat.person, said, moved);
        return;
      case "thread.follow":
        this.threadMoved(this.follow(seat.person, frame.root, frame.on), said, moved);
        return;
      case "thread.read":
        this.threadMoved(threads.read(seat.person, frame.root, Math.min(frame.upTo, log.head)), said, moved);
        return;
      case "typing.set":
        if (seats.size <= LIMITS.typingViewersMax && typing.set(seat.person, frame.on, Date.now())) {
          said.common.push(
            JSON.stringify({ type: "typing", person: seat.person, on: frame.on } satisfies RoomServerFrame),
          );
        }
        return;
      default:
        frame satisfies never;
    }
  }

  private command(
    socket: WebSocket,
    person: PersonId,
    frame: RoomCommand,
    said: Utterance,
    moved: Set<PersonId>,
  ): void {
    const { view, typing, tenantRoles } = this.parts;
    const clientId = frame.clientId as ClientId;
    const outcome = applyCommand(view, { person, tenantRole: tenantRoles.of(person) }, frame);
    if (outcome.kind === "refused") {
      if (this.parts.tolerate(socket)) said.reply(socket, rejected(clientId, outcome));
      return;
    }
    if (outcome.kind === "repeat") {
      said.reply(socket, { type: "ack", clientId, seq: outcome.seq, at: outcome.at });
      return;
    }
    const event = this.record(outcome.draft, { author: person, clientId }, said, moved);
    said.wrote(socket, event);
    if (outcome.words) this.parts.flagged(event, outcome.words);
    if (event.type === "message.created") typing.forget(person);
  }

  /** Appends an event and everything that follows from it. */
  private record(
    draft: Draft,
    by: { author: PersonId; clientId: ClientId },
    said: Utterance,
    moved: Set<PersonId>,
  ): RoomEvent {
    const { log, files, marks, threads } = this.parts;
    const { event, json } = log.append(draft, { at: Date.now(), ...by });
    files.note(event);
    said.common.push(json);
    marks.follow(event);
    for (const row of threads.take(event)) this.threadMoved(row, said, moved);
    this.parts.written(event);
    return event;
  }

  /** A thread begins with a message that is no reply; following anything else says nothing. */
  private follow(person: PersonId, root: number, on: boolean): FollowRow | null {
    return this.parts.view.message(root)?.thread === null ? this.parts.threads.follow(person, root, on) : null;
  }

  /** The person's other devices and their inbox hear of it. */
  private threadMoved(row: FollowRow | null, said: Utterance, moved: Set<PersonId>): void {
    if (row === null) return;
    const { person, ...reading } = row;
    this.parts.cursors.touch(person);
    moved.add(person);
    this.tellOwn(person, { type: "thread", ...reading }, said);
  }

  /** In a small room everybody sees how far others read; in a big one only the person's own devices follow. */
  private cursorMoved(person: PersonId, said: Utterance, moved: Set<PersonId>): void {
    moved.add(person);
    const frame = this.cursorFrame(person);
    if (this.parts.log.members.size <= LIMITS.cursorsMembersMax) said.common.push(JSON.stringify(frame));
    else this.tellOwn(person, frame, said);
  }

  private cursorFrame(person: PersonId): RoomServerFrame {
    return { type: "cursor", ...cursorOf(this.parts.cursors, person) };
  }

  private tellOwn(person: PersonId, frame: RoomServerFrame, said: Utterance): void {
    for (const [socket, seat] of this.parts.seats.all()) if (seat.person === person) said.reply(socket, frame);
  }
}

/** The answer to a refused frame. */
export function rejected(clientId: ClientId | null, { code, message, param, retryAfterMs }: Refused): RoomServerFrame {
  return {
    type: "rejected",
    clientId,
    code,
    message,
    ...(param === undefined ? {} : { param }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
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
