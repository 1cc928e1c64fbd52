/**
 * One device of one person over the real wire protocol, as a correct client behaves: keeps what is not acknowledged,
 * sends it again under the same id, resumes from its own position. Its frames are cut, doubled and shuffled on the way.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { WebSocket } from "ws";
import { newId } from "@/lib/platform/ids";
import { LIMITS, type RoomServerFrame } from "@/lib/rooms/protocol";
import type { OpBody } from "../checker/records";
import { dial, type Door } from "./dial";
import type { Random } from "./random";
import type { Recorder } from "./recorder";
import { createView, type ClientView } from "./view";

export interface Mischief {
  /** Parts of the sends that are followed by a cut, sent twice, or held back and shuffled with the next. */
  cut: number;
  duplicate: number;
  reorder: number;
}

export interface ClientOptions {
  name: string;
  door: Door;
  random: Random;
  recorder: Recorder;
  mischief: Mischief;
  /** Told of every acknowledged seq. */
  onAcked(seq: number): void;
}

interface Pending {
  frame: string;
  op: OpBody;
  attempts: number;
  /** On the wire of the present socket. */
  isOut: boolean;
}

const WINDOW = 24;
const EMOJI = ["👍", "🎉", "👀", "😀"] as const;

export class ChaosClient {
  readonly name: string;
  readonly view: ClientView = createView();
  readonly door: Door;
  private readonly options: ClientOptions;
  private readonly pending = new Map<string, Pending>();
  private readonly held: string[] = [];
  private readonly sent: string[] = [];
  private socket: WebSocket | null = null;
  private stream = 0;
  private acked = 0;
  private welcomed = false;
  private stopped = false;

  constructor(options: ClientOptions) {
    this.options = options;
    this.name = options.name;
    this.door = options.door;
  }

  get isReady(): boolean {
    return this.welcomed && this.pending.size < WINDOW;
  }

  get isSettled(): boolean {
    return this.welcomed && this.pending.size === 0;
  }

  /** Keeps a socket open until `stop`. */
  async run(): Promise<void> {
    while (!this.stopped) {
      await this.oneConnection().catch(() => undefined);
      if (!this.stopped) await sleep(20 + this.options.random.below(180));
    }
  }

  stop(): void {
    this.stopped = true;
    this.socket?.terminate();
  }

  /** Drops the connection without a goodbye. */
  cut(): void {
    this.socket?.terminate();
  }

  /** Sends one new operation, perhaps with mischief. */
  send(): void {
    const { random, mischief, recorder } = this.options;
    const id = newId();
    const op = this.newOp(id);
    const frame = JSON.stringify(
      op.type === "reaction"
        ? { type: "reaction.set", clientId: id, target: op.target, emoji: op.emoji, on: op.on }
        : { type: "message.send", clientId: id, body: op.type === "message" ? op.body : "" },
    );
    this.pending.set(id, { frame, op, attempts: 0, isOut: false });
    if (random.chance(mischief.reorder)) {
      recorder.record({ k: "fault", name: "reorder" });
      this.held.push(id);
      return;
    }
    this.transmit(id);
    if (this.held.length > 0 && random.chance(0.5))
      for (const late of random.shuffle(this.held.splice(0))) this.transmit(late);
    if (random.chance(mischief.duplicate)) {
      recorder.record({ k: "fault", name: "duplicate" });
      // This one, or one that was acknowledged long ago.
      const old = random.chance(0.5) ? this.sent[random.below(this.sent.length)] : id;
      this.transmit(old ?? id);
    }
    if (random.chance(mischief.cut)) {
      recorder.record({ k: "fault", name: "cut" });
      this.cut();
    }
  }

  /** Sends what was held back. */
  release(): void {
    for (const id of this.held.splice(0)) this.transmit(id);
  }

  /** Noise that must never disturb the log. */
  fidget(): void {
    const { random } = this.options;
    if (!this.welcomed) return;
    if (random.chance(0.5)) this.put(JSON.stringify({ type: "typing.set", on: random.chance(0.5) }));
    else this.put(JSON.stringify({ type: "read.set", upTo: this.view.since }));
  }

  private newOp(id: string): OpBody {
    const { random } = this.options;
    const target = random.chance(0.06) ? this.view.some((below) => random.below(below)) : null;
    if (target !== null) return { type: "reaction", target, emoji: random.pick(EMOJI), on: random.chance(0.7) };
    return { type: "message", body: `${id.slice(-6)} ${"añ字👩‍🚀 ".repeat(random.below(12))}${random.below(1e6)}` };
  }

  private transmit(id: string): void {
    const { recorder, door } = this.options;
    const known = this.pending.get(id);
    const frame = known?.frame ?? this.frames.get(id);
    if (frame === undefined || !this.welcomed) return;
    const pending = known ?? { frame, op: { type: "act", act: "repeat" } as const, attempts: 1, isOut: false };
    pending.attempts += 1;
    pending.isOut = true;
    const { attempts: attempt, op } = pending;
    recorder.record({ k: "invoke", client: this.name, room: door.room, person: door.person, id, attempt, op });
    this.put(frame);
  }

  /** Frames of acknowledged sends, so that a late duplicate can be made of one. */
  private readonly frames = new Map<string, string>();

  private put(frame: string): void {
    if (this.socket?.readyState === this.socket?.OPEN) this.socket?.send(frame);
  }

  private async oneConnection(): Promise<void> {
    const { epoch, since } = this.view;
    const socket = await dial(this.door, epoch === null ? null : { epoch, since });
    this.socket = socket;
    await new Promise<void>((resolve) => {
      socket.on("error", () => undefined);
      socket.on("close", () => resolve());
      socket.on("message", (data: Buffer) => {
        if (this.socket === socket)
          for (const frame of JSON.parse(data.toString()) as RoomServerFrame[]) this.hear(frame);
      });
    });
    this.welcomed = false;
    const { recorder, door } = this.options;
    for (const [id, pending] of this.pending) {
      if (!pending.isOut) continue;
      pending.isOut = false;
      recorder.record({ k: "unknown", client: this.name, person: door.person, id });
    }
  }

  private hear(frame: RoomServerFrame): void {
    const { recorder, door } = this.options;
    switch (frame.type) {
      case "welcome":
        return this.greeted(frame);
      case "ack":
        return this.settle(frame.clientId, frame.seq);
      case "rejected":
        if (frame.clientId === null) return;
        recorder.record({ k: "fail", client: this.name, person: door.person, id: frame.clientId, code: frame.code });
        return this.refused(frame.clientId, frame.code, frame.retryAfterMs ?? 50);
      case "lagging":
        return this.put(JSON.stringify({ type: "resume", epoch: this.view.epoch, since: this.view.since }));
      case "typing":
      case "cursor":
      case "thread":
        return;
      default: {
        const { seq, type, clientId: id, author } = frame;
        recorder.record({ k: "got", client: this.name, room: door.room, stream: this.stream, seq, type, id, author });
        this.view.apply(frame);
        // One's own event is the acknowledgement; on the way out of doubt an `ack` may have come before it.
        if (author === door.person && this.pending.has(id)) this.settle(id, seq);
        if (seq - this.acked < LIMITS.ackEveryEvents) return;
        this.acked = seq;
        this.put(JSON.stringify({ type: "ack", seq }));
      }
    }
  }

  private greeted(frame: Extract<RoomServerFrame, { type: "welcome" }>): void {
    const { recorder, door } = this.options;
    const how = frame.catchUp.kind;
    const since = how === "events" ? this.view.since : frame.head;
    this.stream += 1;
    recorder.record({ k: "stream", client: this.name, room: door.room, stream: this.stream, since, how });
    this.view.welcome(frame);
    this.acked = since;
    if (this.welcomed) return;
    this.welcomed = true;
    for (const id of this.pending.keys()) if (!this.held.includes(id)) this.transmit(id);
  }

  private settle(id: string, seq: number): void {
    const { recorder, door } = this.options;
    recorder.record({ k: "ok", client: this.name, person: door.person, id, seq });
    this.options.onAcked(seq);
    const pending = this.pending.get(id);
    if (!pending) return;
    this.pending.delete(id);
    this.sent.push(id);
    this.frames.set(id, pending.frame);
    const oldest = this.sent.length > 500 ? this.sent.shift() : undefined;
    if (oldest !== undefined) this.frames.delete(oldest);
  }

  private refused(id: string, code: string, retryAfterMs: number): void {
    const pending = this.pending.get(id);
    if (!pending) return;
    if (code !== "rate_limited" && code !== "unavailable") return void this.pending.delete(id);
    pending.isOut = false;
    setTimeout(() => {
      if (this.welcomed && this.pending.has(id) && !pending.isOut) this.transmit(id);
    }, retryAfterMs);
  }
}
