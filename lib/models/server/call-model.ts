import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { type CallEnd, type TokenUsage } from "@/lib/quotas/protocol";
import { admit, answering, failed, released, succeeded, waitMs } from "../core/breaker";
import { completionOfResult, PartRelay } from "../core/chunks";
import { bytesOfCompletion, normaliseCompletion } from "../core/completion";
import { type Fault, judgeFault, restingFailure, type Verdict } from "../core/failure";
import { costOf } from "../core/prices";
import { type Relay, type RelayAsk, WireRelay } from "../core/relay";
import { nextStep } from "../core/retry";
import { addUsage, estimatePrompt, NO_USAGE } from "../core/tokens";
import type { ChatCompletion } from "../protocol";
import type { Attempt, CallAnswer, CallFailure, CallOutcome, ModelCall, ModelEntry } from "./call";
import { Deadline, type Timeouts } from "./deadline";
import type { Breakers, Registry } from "./registry";
import { type OpenStream, readOnce, relayBody } from "./relay";
import type { UpstreamAnswer } from "./upstream";

export interface CallDeps {
  registry: Registry;
  breakers: Breakers;
  timeouts: Timeouts;
  now(): number;
  /** In [0, 1). */
  random(): number;
  /** Rejects or resolves early when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Told of each attempt that is over. */
  note(attempt: Attempt, requestId: string): void;
}

/** One attempt: it answers (whole or as a stream), or says what went wrong and what it cost. */
type Tried =
  | { status: "stream"; open: OpenStream<Uint8Array> | OpenStream<LanguageModelV4StreamPart> }
  | { status: "whole"; completion: ChatCompletion; usage: TokenUsage }
  | { status: "fault"; fault: Fault; usage: TokenUsage };

/**
 * Calls the models of a route until one answers. The only place that retries: providers' own clients are told not to. Up
 * to the first piece of the answer a failing provider costs milliseconds; after it the answer ends with a typed error event.
 */
export async function callModel(deps: CallDeps, call: ModelCall): Promise<CallAnswer> {
  const book = new CallBook(deps, call);
  const { chain } = call.route;
  let last: Verdict | null = null;
  let restMs = Infinity;
  for (let at = 0; at < chain.length; at++) {
    const model = chain[at];
    if (!model) break;
    if (last?.retry === "larger" && !isLarger(model, chain.slice(0, at))) continue;
    for (let tries = 1; ; tries++) {
      if (!book.admit(model)) {
        restMs = Math.min(restMs, waitMs(deps.breakers.get(model.id), deps.now()));
        break;
      }
      const begun = deps.now();
      const tried = await tryOnce(deps, call, model, book.promptTokens);
      if (tried.status === "stream") return book.stream(model, tried.open, begun);
      if (tried.status === "whole") return book.answer(model, tried.completion, tried.usage, begun);
      last = judgeFault(tried.fault);
      book.failed(model, tried.fault, last, tried.usage, begun);
      const step = nextStep(last, { tries, modelsLeft: chain.length - at - 1, random: deps.random() });
      if (step.step === "stop") return book.failure(model, last);
      if (step.step === "next") break;
      await deps.sleep(step.delayMs, call.signal).catch(() => undefined);
      if (call.signal.aborted) return book.failure(model, judgeFault({ kind: "aborted" }));
    }
  }
  const model = chain.at(-1);
  if (!model) throw new Error("A route has at least one model.");
  return book.failure(model, last ?? { end: "failed", failure: restingFailure(Number.isFinite(restMs) ? restMs : 0) });
}

async function tryOnce(deps: CallDeps, call: ModelCall, model: ModelEntry, promptTokens: () => number): Promise<Tried> {
  const stream = call.request.stream === true;
  const { firstMs, totalMs, wholeMs } = deps.timeouts;
  const limits = stream ? { stageMs: firstMs, totalMs } : { stageMs: wholeMs, totalMs: wholeMs };
  const deadline = new Deadline(call.signal, deps.now, limits);
  const fault = (found: Fault, usage = NO_USAGE): Tried => {
    deadline.clear();
    return { status: "fault", fault: deadline.fault ?? found, usage };
  };
  let answer: UpstreamAnswer;
  try {
    const { signal } = deadline.controller;
    answer = await deps.registry.upstream(model.provider).open({ model, request: call.request, stream, signal });
  } catch {
    return fault({ kind: "network" });
  }
  const taken = () => ({ ...NO_USAGE, promptTokens: promptTokens(), estimated: true });
  if (answer.kind === "fault") return fault(answer.fault, answer.accepted ? taken() : NO_USAGE);
  const facts = {
    id: `chatcmpl-${call.requestId}`,
    ...{ model: model.upstream, created: Math.floor(deps.now() / 1000), promptTokens, requestId: call.requestId },
    includeUsage: call.request.stream_options?.include_usage === true,
  };
  if (answer.kind === "whole" || answer.kind === "result") {
    const whole =
      answer.kind === "whole"
        ? normaliseCompletion(answer.completion, facts)
        : completionOfResult(answer.result, facts);
    if (whole === null) return fault({ kind: answer.kind === "whole" ? "garbage" : "cut" }, taken());
    if (!stream) {
      deadline.clear();
      return { status: "whole", ...whole };
    }
    answer = { kind: "bytes", body: bytesOfCompletion(whole.completion) };
  }
  if (deadline.fault !== null) return fault(deadline.fault, taken());
  return answer.kind === "bytes"
    ? begin(deps, answer.body, new WireRelay(facts), deadline, facts)
    : begin(deps, answer.body, new PartRelay(facts), deadline, facts);
}

/** Reads until the first piece of the answer. What came before it (a role, comments) is sent with it. */
async function begin<T>(
  deps: CallDeps,
  body: ReadableStream<T>,
  relay: Relay<T>,
  deadline: Deadline,
  { promptTokens }: RelayAsk,
): Promise<Tried> {
  const reader = body.getReader();
  deadline.onStop = () => void reader.cancel().catch(() => undefined);
  while (!relay.started && relay.over === null && deadline.fault === null) await readOnce(reader, relay);
  if (deadline.fault !== null || !relay.started) {
    deadline.clear();
    deadline.controller.abort();
    const found =
      deadline.fault ?? (relay.over === "done" || relay.over === null ? ({ kind: "garbage" } as const) : relay.over);
    return { status: "fault", fault: found, usage: relay.usage(promptTokens) };
  }
  deadline.between(deps.timeouts.betweenMs);
  return { status: "stream", open: { reader, relay, deadline } as never };
}

/** Keeps what a call came to, over all its attempts, and tells the breakers. */
class CallBook {
  readonly promptTokens: () => number;
  private readonly deps: CallDeps;
  private readonly call: ModelCall;
  private readonly begunAt: number;
  private readonly attempts: Attempt[] = [];
  private spent: TokenUsage = NO_USAGE;
  private cost = 0;

  constructor(deps: CallDeps, call: ModelCall) {
    this.deps = deps;
    this.call = call;
    this.begunAt = deps.now();
    let prompt: number | null = null;
    this.promptTokens = () => (prompt ??= estimatePrompt(call.request));
  }

  admit(model: ModelEntry): boolean {
    const { admitted, breaker } = admit(this.deps.breakers.get(model.id), this.deps.now());
    this.deps.breakers.set(model.id, breaker);
    if (!admitted) this.note(model, "breaker_open", null, this.deps.now());
    return admitted;
  }

  failed(model: ModelEntry, fault: Fault, verdict: Verdict, usage: TokenUsage, begun: number): void {
    this.spend(model, usage);
    const { breakers, now } = this.deps;
    const breaker = breakers.get(model.id);
    breakers.set(model.id, verdict.counts ? failed(breaker, now()) : released(breaker, now()));
    this.note(model, outcomeOf(fault), fault.kind === "status" ? fault.status : null, begun);
  }

  answer(model: ModelEntry, completion: ChatCompletion, usage: TokenUsage, begun: number): CallAnswer {
    this.spend(model, usage);
    this.worked(model);
    this.note(model, "ok", 200, begun);
    return { status: "answer", model, completion, outcome: this.outcome(model, "ok", null) };
  }

  stream(
    model: ModelEntry,
    open: OpenStream<Uint8Array> | OpenStream<LanguageModelV4StreamPart>,
    begun: number,
  ): CallAnswer {
    const firstTokenMs = this.deps.now() - this.begunAt;
    const { breakers } = this.deps;
    breakers.set(model.id, answering(breakers.get(model.id)));
    let settle: (outcome: CallOutcome) => void;
    const over = new Promise<CallOutcome>((resolve) => {
      settle = resolve;
    });
    const onOver = () => {
      const { relay } = open;
      const usage = relay.usage(this.promptTokens);
      const fault = relay.over === "done" ? null : (relay.over ?? ({ kind: "aborted" } as const));
      let end: CallEnd = "ok";
      if (fault === null) {
        this.spend(model, usage);
        this.worked(model);
        this.note(model, "ok", 200, begun);
      } else {
        const verdict = judgeFault(fault);
        end = fault.kind === "aborted" ? "aborted" : "cut";
        this.failed(model, fault, verdict, usage, begun);
      }
      settle(this.outcome(model, end, firstTokenMs));
    };
    const body = relayBody(open as OpenStream<unknown>, onOver);
    return { status: "stream", model, body, over };
  }

  failure(model: ModelEntry, { end, failure }: { end: CallEnd; failure: CallFailure }): CallAnswer {
    // Nothing was said yet, so nothing was cut.
    return { status: "failed", failure, outcome: this.outcome(model, end === "cut" ? "failed" : end, null) };
  }

  private worked(model: ModelEntry): void {
    this.deps.breakers.set(model.id, succeeded());
  }

  private spend(model: ModelEntry, usage: TokenUsage): void {
    this.spent = addUsage(this.spent, usage);
    this.cost += costOf(model.price, usage);
  }

  private note(model: ModelEntry, outcome: Attempt["outcome"], status: number | null, begun: number): void {
    const attempt = { model: model.id, provider: model.provider, outcome, status, ms: this.deps.now() - begun };
    this.attempts.push(attempt);
    this.deps.note(attempt, this.call.requestId);
  }

  private outcome(model: ModelEntry, end: CallEnd, firstTokenMs: number | null): CallOutcome {
    const totalMs = this.deps.now() - this.begunAt;
    return { end, model, usage: this.spent, cost: this.cost, firstTokenMs, totalMs, attempts: this.attempts };
  }
}

function outcomeOf(fault: Fault): Attempt["outcome"] {
  switch (fault.kind) {
    case "status":
      return fault.status < 500 ? "refused" : "failed";
    case "timeout":
      return "timeout";
    case "aborted":
      return "aborted";
    case "network":
    case "garbage":
    case "cut":
      return "failed";
    default:
      return fault satisfies never;
  }
}

/** Whether it takes a longer prompt than every model that refused this one. */
function isLarger(model: ModelEntry, tried: readonly ModelEntry[]): boolean {
  return tried.every((other) => model.contextTokens > other.contextTokens);
}
