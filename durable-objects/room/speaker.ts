import { isLagging } from "@/lib/rooms/core/flow";
import type { RoomEvent, RoomServerFrame } from "@/lib/rooms/protocol";
import type { RoomLog } from "./log";
import type { Seat, Seats } from "./seats";

/** What one flush has to say. Frames are JSON texts: written once, joined for everybody. */
export class Utterance {
  /** Events and ephemeral frames, the same bytes for every viewer. */
  readonly common: string[] = [];
  /** Answers to single sockets. */
  readonly replies = new Map<WebSocket, string[]>();
  /** Acknowledgements of events in `common`: a socket that hears the event needs no other. */
  readonly written = new Map<WebSocket, string[]>();

  /** Notes whose command became an event of this flush. */
  wrote(socket: WebSocket, { clientId, seq, at }: Pick<RoomEvent, "clientId" | "seq" | "at">): void {
    const ack = JSON.stringify({ type: "ack", clientId, seq, at } satisfies RoomServerFrame);
    const acks = this.written.get(socket);
    if (acks) acks.push(ack);
    else this.written.set(socket, [ack]);
  }

  reply(socket: WebSocket, frame: RoomServerFrame): void {
    const said = this.replies.get(socket);
    const text = JSON.stringify(frame);
    if (said) said.push(text);
    else this.replies.set(socket, [text]);
  }
}

/** Sends one array frame per socket and keeps those who do not read from filling the object's memory. */
export class Speaker {
  private readonly log: RoomLog;
  private readonly seats: Seats;

  constructor(log: RoomLog, seats: Seats) {
    this.log = log;
    this.seats = seats;
  }

  /** @param before the head before this flush: a socket is judged by what it has not read, not by what comes now. */
  speak(said: Utterance, before: number): void {
    const common = said.common.join(",");
    // The same text object for everybody: it is flattened once, whoever hears it.
    const shared = `[${common}]`;
    // Whoever waits for an answer first: acknowledgement latency is theirs, the rest only watch.
    const first = new Set([...said.written.keys(), ...said.replies.keys()]);
    for (const socket of first) this.tell(socket, said, shared, before);
    if (common === "") return;
    for (const socket of this.seats.all().keys()) if (!first.has(socket)) this.tell(socket, said, shared, before);
  }

  private tell(socket: WebSocket, said: Utterance, shared: string, before: number): void {
    const seat = this.seats.get(socket);
    if (!seat) return;
    const replies = said.replies.get(socket) ?? [];
    const own: string[] = [];
    const hears = said.common.length > 0 && this.mayHear(socket, seat, before, own);
    if (!hears) own.unshift(...(said.written.get(socket) ?? []));
    own.unshift(...replies);
    if (own.length === 0) return hears ? this.send(socket, shared) : undefined;
    this.send(socket, hears ? `[${own.join(",")},${shared.slice(1)}` : `[${own.join(",")}]`);
  }

  /** One socket, one array frame. */
  send(socket: WebSocket, text: string): void {
    try {
      socket.send(text);
    } catch {
      // Gone; its close handler tidies up.
      this.seats.remove(socket);
    }
  }

  private mayHear(socket: WebSocket, seat: Seat, before: number, replies: string[]): boolean {
    if (seat.lagging) return false;
    if (!isLagging(this.log.ledger, seat.acked, before)) return true;
    seat.lagging = true;
    this.seats.save(socket, seat);
    replies.push(JSON.stringify({ type: "lagging", head: this.log.head } satisfies RoomServerFrame));
    return false;
  }
}
