import { normaliseChunk } from "./normalise";
import { RelayBase } from "./relay";
import { readSseEvent, SseSplitter } from "./sse";
import { type EventTemplate, learnTemplate, matchTemplate } from "./template";

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const EVENT_BYTES_MAX = 4 * 1_048_576;
/** A provider whose events differ in more than their text is read event by event; this many are learned from. */
const TEMPLATES_MAX = 16;
const DATA = encoder.encode("data: {");
const CLOSING_BRACE = 125;
const LF = 10;
/** A named event breaks clients; a comment does not. */
const PING = encoder.encode(": ping\n\n");

/**
 * Relays the bytes of a provider that speaks OpenAI's language. Each event is known to be sound before it is passed on:
 * one that is an earlier sound one with another text is recognised by its bytes and passes untouched, every other one is
 * parsed and, where it needs it, written anew. Usage is kept back from callers who did not ask for it.
 */
export class WireRelay extends RelayBase<Uint8Array> {
  private readonly splitter = new SseSplitter(EVENT_BYTES_MAX);
  private template: EventTemplate | null = null;
  private learned = 0;
  private passing: { bytes: Uint8Array; from: number; to: number } | null = null;

  feed(piece: Uint8Array): void {
    if (this.over !== null) return;
    const small = this.splitter.feed(piece, this.takeEvent);
    this.flush();
    if (!small) this.fail({ kind: "garbage" });
  }

  end(): void {
    if (this.over !== null) return;
    const rest = this.splitter.rest();
    if (rest.length > 0) {
      // A last event without its blank line: whole if it parses.
      const bytes = new Uint8Array([...rest, 10, 10]);
      const { data } = readSseEvent(bytes, 0, bytes.length);
      if (data === "[DONE]" || (data !== null && parse(data) !== undefined)) this.takeEvent(bytes, 0, bytes.length);
      this.flush();
    }
    this.fail({ kind: this.anything ? "cut" : "garbage" });
  }

  private anything = false;

  private readonly takeEvent = (bytes: Uint8Array, from: number, to: number): void => {
    if (this.over !== null) return;
    if (this.template !== null) {
      const chars = matchTemplate(this.template, bytes, from, to);
      if (chars > 0) {
        this.pieces++;
        this.chars += chars;
        this.pass(bytes, from, to);
        return;
      }
    }
    this.readEvent(bytes, from, to);
  };

  private readEvent(bytes: Uint8Array, from: number, to: number): void {
    const isPlain = isPlainEvent(bytes, from, to);
    const wasStarted = this.started;
    const { name, data } = isPlain ? plainEvent(bytes, from, to) : readSseEvent(bytes, from, to);
    if (data === null) {
      this.flush();
      this.send(PING);
      return;
    }
    if (data.trim() === "[DONE]") {
      this.flush();
      if (this.anything) this.done();
      else this.fail({ kind: "garbage" });
      return;
    }
    const raw = parse(data);
    const found = name === "error" ? ({ kind: "error" } as const) : normaliseChunk(raw, this.facts);
    switch (found.kind) {
      case "garbage":
      case "error":
        this.flush();
        this.fail({ kind: found.kind === "garbage" ? "garbage" : "cut" });
        return;
      case "nothing":
        this.flush();
        this.send(PING);
        return;
      case "chunk":
        this.anything = true;
        this.pieces += found.pieces;
        this.chars += found.chars;
        if (found.usage !== null) this.told = found.usage;
        if (found.pieces > 0 || this.facts.finished) this.started = true;
        // Sent at the end, to who asked for it: what follows it may be a finish_reason that we have to add.
        if (found.usageOnly) return;
        if (found.changed || !isPlain) {
          this.flush();
          this.sendObject(found.chunk);
          return;
        }
        this.pass(bytes, from, to);
        // Not from the first piece: somebody waits for it.
        if (wasStarted && found.plainText !== null && this.learned < TEMPLATES_MAX) {
          this.learned++;
          this.template = learnTemplate(bytes, from, to, found.plainText);
        }
        return;
      default:
        found satisfies never;
    }
  }

  /** Neighbours in the same bytes are sent as one piece. */
  private pass(bytes: Uint8Array, from: number, to: number): void {
    if (this.passing !== null && this.passing.bytes === bytes && this.passing.to === from) this.passing.to = to;
    else {
      this.flush();
      this.passing = { bytes, from, to };
    }
  }

  private flush(): void {
    if (this.passing === null) return;
    const { bytes, from, to } = this.passing;
    this.passing = null;
    this.send(bytes.slice(from, to));
  }
}

/** One line of data and the blank one, by LF: what the simplest of clients can read. */
function isPlainEvent(bytes: Uint8Array, from: number, to: number): boolean {
  return (
    DATA.every((byte, at) => bytes[from + at] === byte) &&
    bytes[to - 3] === CLOSING_BRACE &&
    bytes.indexOf(LF, from) === to - 2
  );
}

/** Reads such an event, without looking for anything else in it. */
function plainEvent(bytes: Uint8Array, from: number, to: number): { name: null; data: string } {
  return { name: null, data: decoder.decode(bytes.subarray(from + DATA.length - 1, to - 2)) };
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return undefined;
  }
}
