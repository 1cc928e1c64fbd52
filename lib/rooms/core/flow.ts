/**
 * Flow control without per-socket counters. The log is dense and every viewer is sent the same bytes, so what a socket
 * has not acknowledged is a range of the log, and its size is a difference of two running totals.
 */
import { LIMITS } from "../protocol";

const SLOTS = LIMITS.unackedEventsMax * 2;

/** Running total of event bytes at each of the newest sequence numbers. */
export class ByteLedger {
  private readonly totals = new Float64Array(SLOTS);
  private head: number;
  private floor: number;

  /** Starts at `head`; `sizes` are the bytes of the newest events, oldest first, ending at `head`. */
  constructor(head: number, sizes: readonly number[] = []) {
    this.head = head - sizes.length;
    this.floor = this.head;
    for (const bytes of sizes) this.push(bytes);
  }

  /** Records the event after the newest one. */
  push(bytes: number): void {
    const total = this.at(this.head) + bytes;
    this.head++;
    this.totals[this.head % SLOTS] = total;
    this.floor = Math.max(this.floor, this.head - SLOTS + 1);
  }

  /** Bytes of the events after `seq`; infinite when `seq` is too old to know. */
  bytesAfter(seq: number): number {
    if (seq >= this.head) return 0;
    return seq < this.floor ? Number.POSITIVE_INFINITY : this.at(this.head) - this.at(seq);
  }

  private at(seq: number): number {
    return this.totals[((seq % SLOTS) + SLOTS) % SLOTS] ?? 0;
  }
}

/**
 * True when a socket that acknowledged `acked` has so much unread of what was sent up to `sent` that nothing more may
 * be sent to it.
 */
export function isLagging(ledger: ByteLedger, acked: number, sent: number): boolean {
  if (sent - acked > LIMITS.unackedEventsMax) return true;
  return ledger.bytesAfter(acked) - ledger.bytesAfter(sent) > LIMITS.unackedBytesMax;
}
