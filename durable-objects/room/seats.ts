import type { PersonId } from "@/lib/platform/ids";
import { CLOSE } from "@/lib/rooms/protocol";
import { hangUp, isSilent } from "../sockets";

const ACKS_UNSAVED_MAX = 100;

/** Who sits behind a socket. Kept in its attachment, so it outlives hibernation; rights are never read from here. */
export interface Seat {
  person: PersonId;
  session: string;
  device: string;
  connectedAt: number;
  /** Everything up to this seq was read by the client, or is bounded otherwise (a catch-up). */
  acked: number;
  /** `acked` as the attachment has it. */
  saved: number;
  /** Nothing but direct answers is sent until it resumes. */
  lagging: boolean;
}

/** The room's sockets. `getWebSockets` also lists those that are closing: what left this table gets nothing more. */
export class Seats {
  /** Called when a socket came or went. */
  onChange: () => void = () => undefined;
  private readonly ctx: DurableObjectState;
  private readonly held = new Map<WebSocket, Seat>();

  constructor(ctx: DurableObjectState) {
    this.ctx = ctx;
    for (const socket of ctx.getWebSockets()) {
      const seat = socket.deserializeAttachment() as Seat | null;
      if (seat && socket.readyState === WebSocket.OPEN) this.held.set(socket, seat);
    }
  }

  get size(): number {
    return this.held.size;
  }

  all(): ReadonlyMap<WebSocket, Seat> {
    return this.held;
  }

  get(socket: WebSocket): Seat | undefined {
    return this.held.get(socket);
  }

  /** Accepts a socket into hibernation and seats it. */
  add(socket: WebSocket, seat: Seat): void {
    this.ctx.acceptWebSocket(socket);
    this.held.set(socket, seat);
    this.save(socket, seat);
    this.onChange();
  }

  save(socket: WebSocket, seat: Seat): void {
    seat.saved = seat.acked;
    socket.serializeAttachment(seat);
  }

  /** Keeps an acknowledgement across sleep to within a hundred events: well inside the window, at a fraction of the cost. */
  saveNowAndThen(socket: WebSocket, seat: Seat): void {
    if (seat.acked - seat.saved >= ACKS_UNSAVED_MAX) this.save(socket, seat);
  }

  /** True when the person has another socket here. */
  has(person: PersonId): boolean {
    for (const seat of this.held.values()) if (seat.person === person) return true;
    return false;
  }

  /** Takes a socket out; nothing is sent to it from here on. */
  remove(socket: WebSocket): Seat | undefined {
    const seat = this.held.get(socket);
    this.held.delete(socket);
    this.onChange();
    return seat;
  }

  /** Drops sockets that neither read nor ping: what waits for them lies in the object's memory. */
  dropDead(now: number): void {
    this.close(
      (seat, socket) => seat.lagging && isSilent(this.ctx, socket, seat.connectedAt, now),
      CLOSE.restart,
      "silent",
    );
  }

  /** Takes out and closes every matching socket, in this synchronous step. */
  close(match: (seat: Seat, socket: WebSocket) => boolean, code: number, reason: string): void {
    for (const [socket, seat] of [...this.held]) {
      if (!match(seat, socket)) continue;
      this.held.delete(socket);
      hangUp(socket, code, reason);
    }
    this.onChange();
  }
}
