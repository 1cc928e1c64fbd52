import type { TokenUsage } from "@/lib/quotas/protocol";
import type { ChatChunk, WireUsage } from "../protocol";
import { type Fault, judgeFault, streamError } from "./failure";
import type { StreamFacts } from "./normalise";
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

const encoder = new TextEncoder();
const DONE = encoder.encode("data: [DONE]\n\n");

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

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
