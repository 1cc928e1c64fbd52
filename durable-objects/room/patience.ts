import { Buckets } from "@/lib/rooms/core/rate";
import { LIMITS } from "@/lib/rooms/protocol";
import type { Seat } from "./seats";

/** How much of what makes no sense, is refused or is not read a seat may cost before its socket is ended. */
export class Patience {
  /** Frames that make no sense, and well-formed ones that are refused: both are answered, neither without end. */
  private readonly badFrames = new Buckets<Seat>({ burst: 10, perSecond: 0.2 });
  private readonly refusals = new Buckets<Seat>({ burst: 1_000, perSecond: 50 });
  private readonly unread = new Map<Seat, number>();

  /** One more frame that makes no sense; false when that was one too many. */
  withBad(seat: Seat, nowMs: number): boolean {
    return this.badFrames.spend(seat, nowMs) === 0;
  }

  /** One more frame that is refused; false when that was one too many. */
  withRefused(seat: Seat, nowMs: number): boolean {
    return this.refusals.spend(seat, nowMs) === 0;
  }

  /** A catch-up of so many characters is sent. False: a client that keeps asking and never reads would fill the memory. */
  owe(seat: Seat, chars: number): boolean {
    const owed = (this.unread.get(seat) ?? 0) + chars;
    if (owed > LIMITS.unackedBytesMax * 4) return false;
    this.unread.set(seat, owed);
    return true;
  }

  /** Everything that was sent to catch up has been read. */
  hasRead(seat: Seat): void {
    this.unread.delete(seat);
  }

  forget(seat: Seat): void {
    this.badFrames.forget(seat);
    this.refusals.forget(seat);
    this.unread.delete(seat);
  }
}
