/** One event of a stream of Server-Sent Events. */
export interface SseEvent {
  /** Null: `message`. */
  name: string | null;
  /** Null where it has no data at all: a comment, a bare name. */
  data: string | null;
}

const LF = 10;
const CR = 13;
const START_BYTES = 4_096;

const decoder = new TextDecoder();

/**
 * Cuts bytes into whole events, wherever the pieces were split. Line ends are LF or CRLF. Hands out places in bytes, not
 * strings: who passes an event on need not decode it. What is handed out is only good until the next piece is fed.
 */
export class SseSplitter {
  private held = new Uint8Array(0);
  private length = 0;
  private scanned = 0;
  private readonly eventBytesMax: number;

  constructor(eventBytesMax: number) {
    this.eventBytesMax = eventBytesMax;
  }

  /**
   * Calls `take` with each event that is now whole: `bytes[from, to)`, its blank line included.
   * @returns false once an event is longer than allowed; the stream is then not to be trusted.
   */
  feed(piece: Uint8Array, take: (bytes: Uint8Array, from: number, to: number) => void): boolean {
    if (this.length === 0) {
      const rest = eachEvent(piece, 0, 0, piece.length, take);
      this.keep(piece.subarray(rest));
    } else {
      this.append(piece);
      const from = Math.max(0, this.scanned - 3);
      const rest = eachEvent(this.held, 0, from, this.length, take);
      if (rest > 0) this.keep(this.held.slice(rest, this.length));
    }
    this.scanned = this.length;
    return this.length <= this.eventBytesMax;
  }

  /** What came after the last blank line: nothing, or an event that was never ended. */
  rest(): Uint8Array {
    return this.held.slice(0, this.length);
  }

  private keep(bytes: Uint8Array): void {
    this.length = 0;
    if (bytes.length > 0) this.append(bytes);
  }

  private append(bytes: Uint8Array): void {
    const needed = this.length + bytes.length;
    if (needed > this.held.length) {
      const grown = new Uint8Array(Math.max(START_BYTES, needed, this.held.length * 2));
      grown.set(this.held.subarray(0, this.length));
      this.held = grown;
    }
    this.held.set(bytes, this.length);
    this.length = needed;
  }
}

/** Answers where the first event begins that is not whole. */
function eachEvent(
  bytes: Uint8Array,
  begin: number,
  scanFrom: number,
  end: number,
  take: (bytes: Uint8Array, from: number, to: number) => void,
): number {
  let from = begin;
  for (let at = bytes.indexOf(LF, scanFrom); at !== -1 && at < end; at = bytes.indexOf(LF, at + 1)) {
    let blank = at + 1;
    if (blank < end && bytes[blank] === CR) blank++;
    if (blank >= end || bytes[blank] !== LF) continue;
    take(bytes, from, blank + 1);
    from = blank + 1;
    at = blank;
  }
  return from;
}

/** Reads one event. Data of several lines is joined by LF, as the standard says. */
export function readSseEvent(bytes: Uint8Array, from: number, to: number): SseEvent {
  let name: string | null = null;
  let data: string | null = null;
  for (const line of decoder.decode(bytes.subarray(from, to)).split(/\r?\n/)) {
    if (line === "" || line.startsWith(":")) continue;
    const colon = line.indexOf(":");
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (field === "event") name = value;
    else if (field === "data") data = data === null ? value : `${data}\n${value}`;
  }
  return { name, data };
}
