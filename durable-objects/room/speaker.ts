import { isLagging } from "@/lib/rooms/core/flow";
import type { RoomServerFrame } from "@/lib/rooms/protocol";
import type { RoomLog } from "./log";
import type { Seat, Seats } from "./seats";

/** What one flush has to say. Frames are JSON texts: written once, joined for everybody. */
export class Utterance {
  /** Events and ephemeral frames, the same bytes for every viewer. */
  readonly common: string[] = [];
  /** Answers to single sockets. */
  readonly replies = new Map<WebSocket, string[]>();

  reply(socket: WebSocket, frame: RoomServerFrame): void {
    const said = this.replies.get(socket);
    const text = JSON.stringify(frame);
    if (said) said.push(text);
    else this.replies.set(socket, [text]);
  }

  get isEmpty(): boolean {
    return this.common.length === 0 && this.replies.size === 0;
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
    // Whoever waits for an answer first: acknowledgement latency is theirs, the rest only watch.
    for (const [socket, replies] of said.replies) {
      const seat = this.seats.get(socket);
      if (!seat) continue;
      const more = common !== "" && this.mayHear(socket, seat, before, replies);
      this.send(socket, more ? `[${replies.join(",")},${common}]` : `[${replies.join(",")}]`);
    }
    if (common === "") return;
    const text = `[${common}]`;
    for (const [socket, seat] of this.seats.all()) {
      if (said.replies.has(socket)) continue;
      const refusal: string[] = [];
      if (this.mayHear(socket, seat, before, refusal)) this.send(socket, text);
      else if (refusal.length > 0) this.send(socket, `[${refusal.join(",")}]`);
    }
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
