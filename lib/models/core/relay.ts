import type { TokenUsage } from "@/lib/quotas/protocol";
import type { ChatChunk, WireUsage } from "../protocol";
import { type Fault, judgeFault, streamError } from "./failure";
import { normaliseChunk, type StreamFacts } from "./normalise";
import { readSseEvent, SseSplitter } from "./sse";
import { type EventTemplate, learnTemplate, matchTemplate } from "./template";
import { estimateCompletion, wireUsage } from "./tokens";

/** What becomes of a provider's answer, whatever it is made of (`T`), on its way to our caller. */
export interface Relay<T> {
  feed(value: T): void;
  /** The provider has closed its stream. Decides whether that was the answer's end or a cut. */
  end(): void;
  /** Ends the answer with an error event. */
  fail(fault: Fault): void;
  /** What is to be sent now; null: nothing. */
  take(): Uint8Array | null;
  /** The first piece of the answer is there. Before, another model may still be asked. */
  readonly started: boolean;
  /** Null while it goes on. */
  readonly over: "done" | Fault | null;
  /** What it came to so far; `promptTokens` are estimated by whoever knows the prompt. */
  usage(promptTokens: () => number): TokenUsage;
}

export interface RelayAsk {
  /** The caller asked for a usage chunk. */
  includeUsage: boolean;
  requestId: string;
  /** Until the provider has told its own. */
  model: string;
  /** Seconds since 1970. */
  created: number;
  promptTokens: () => number;
}

const EVENT_BYTES_MAX = 4 * 1_048_576;
/** A provider whose events differ in more than their text is read event by event; this many are learned from. */
const TEMPLATES_MAX = 16;
const encoder = new TextEncoder();
const DATA = encoder.encode("data: {");
const CLOSING_BRACE = 125;
const LF = 10;
const DONE = encoder.encode("data: [DONE]\n\n");
/** A named event breaks clients; a comment does not. */
const PING = encoder.encode(": ping\n\n");

/** Counts an answer and writes what every answer ends with. */
export abstract class RelayBase<T> implements Relay<T> {
  started = false;
  over: "done" | Fault | null = null;
  protected readonly facts: StreamFacts;
  protected readonly ask: RelayAsk;
  protected pieces = 0;
  protected chars = 0;
  protected told: TokenUsage | null = null;
  private readonly out: Uint8Array[] = [];

  constructor(ask: RelayAsk) {
    this.ask = ask;
    const id = `chatcmpl-${ask.requestId}`;
    this.facts = { id, model: ask.model, created: ask.created, roleSent: false, toolIds: [], finished: false };
  }

  abstract feed(value: T): void;
  abstract end(): void;

  fail(fault: Fault): void {
    if (this.over !== null) return;
    // After the finish_reason nothing of the answer is missing.
    if (this.facts.finished && fault.kind !== "aborted") {
      this.done();
      return;
    }
    this.over = fault;
    if (fault.kind !== "aborted") this.sendObject(streamError(judgeFault(fault).failure, this.ask.requestId));
  }

  take(): Uint8Array | null {
    if (this.out.length === 0) return null;
    const all = this.out.length === 1 ? (this.out[0] ?? null) : joined(this.out);
    this.out.length = 0;
    return all;
  }

  usage(promptTokens: () => number): TokenUsage {
    if (this.told !== null) return this.told;
    const completionTokens = estimateCompletion(this.pieces, this.chars);
    return { promptTokens: promptTokens(), completionTokens, cachedTokens: 0, reasoningTokens: 0, estimated: true };
  }

  /** The end of a sound answer: its finish_reason where it lacks one, usage where it was asked for, `[DONE]`. */
  protected done(): void {
    if (this.over !== null) return;
    if (!this.facts.finished) {
      this.facts.finished = true;
      this.started = true;
      const delta = this.facts.roleSent ? {} : { role: "assistant" as const };
      this.sendObject(this.chunk(delta, this.facts.toolIds.length > 0 ? "tool_calls" : "stop"));
    }
    if (this.ask.includeUsage) this.sendUsage(wireUsage(this.usage(this.ask.promptTokens)));
    this.send(DONE);
    this.over = "done";
  }

  private sendUsage(usage: WireUsage): void {
    const { id, created, model } = this.facts;
    this.sendObject({ id, object: "chat.completion.chunk", created, model, choices: [], usage } satisfies ChatChunk);
  }

  protected chunk(
    delta: ChatChunk["choices"][number]["delta"],
    finish: ChatChunk["choices"][number]["finish_reason"],
  ): ChatChunk {
    const { id, created, model } = this.facts;
    const usage = this.ask.includeUsage ? { usage: null } : {};
    const choices = [{ index: 0, delta, logprobs: null, finish_reason: finish }];
    return { id, object: "chat.completion.chunk", created, model, choices, ...usage };
  }

  protected send(bytes: Uint8Array): void {
    this.out.push(bytes);
  }

  protected sendObject(value: object): void {
    this.out.push(encoder.encode(`data: ${JSON.stringify(value)}\n\n`));
  }
}

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
    const { name, data } = readSseEvent(bytes, from, to);
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
        if (found.changed || !isPlainEvent(bytes, from, to)) {
          this.flush();
          this.sendObject(found.chunk);
          return;
        }
        this.pass(bytes, from, to);
        if (found.plainText !== null && this.learned < TEMPLATES_MAX) {
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

function parse(data: string): unknown {
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return undefined;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
