import type { TokenUsage } from "@/lib/quotas/protocol";
import { type Fault, judgeFault, restingFailure, type Verdict } from "../core/failure";
import { nextStep } from "../core/retry";
import type { CallFailure, CallOutcome, ModelEntry, RouteDecision } from "./call";
import { type BookDeps, CallBook } from "./call-book";
import type { Timeouts } from "./deadline";
import type { Registry } from "./registry";

export interface CallDeps extends BookDeps {
  registry: Pick<Registry, "upstream">;
  timeouts: Timeouts;
  /** In [0, 1). */
  random(): number;
  /** May end early when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** One attempt: something came of it, or it says what went wrong and what that cost. */
export type Tried<T> = { status: "answered"; value: T } | { status: "fault"; fault: Fault; usage: TokenUsage };

export type ChainAnswer<T> =
  | { status: "answered"; model: ModelEntry; value: T; book: CallBook; begun: number }
  | { status: "failed"; failure: CallFailure; outcome: CallOutcome };

/**
 * Asks the models of a route until one answers. The only place that retries: providers' own clients are told not to. Up to
 * the first piece of an answer a failing provider costs milliseconds.
 */
export async function tryChain<T>(
  deps: CallDeps,
  call: { route: RouteDecision; signal: AbortSignal; requestId: string },
  /** `leftMs`: how long the call may still take. */
  tryOnce: (model: ModelEntry, leftMs: number) => Promise<Tried<T>>,
): Promise<ChainAnswer<T>> {
  const book = new CallBook(deps, call.requestId);
  const { chain } = call.route;
  const failed = (model: ModelEntry, { end, failure }: Pick<Verdict, "end" | "failure">): ChainAnswer<T> => {
    // Nothing was said yet, so nothing was cut.
    return { status: "failed", failure, outcome: book.outcome(model, end === "cut" ? "failed" : end, null) };
  };
  const endsAt = deps.now() + deps.timeouts.callMs;
  let last: Verdict | null = null;
  let restMs = Infinity;
  for (const [at, model] of chain.entries()) {
    if (last?.retry === "larger" && !isLarger(model, chain.slice(0, at))) continue;
    for (let tries = 1; ; tries++) {
      const admission = book.admit(model);
      if (!admission.admitted) {
        restMs = Math.min(restMs, admission.restMs);
        break;
      }
      const begun = deps.now();
      const tried = await tryOnce(model, endsAt - begun);
      if (tried.status === "answered") return { status: "answered", model, value: tried.value, book, begun };
      last = judgeFault(tried.fault);
      book.failed(model, tried.fault, last, tried.usage, begun);
      if (deps.now() >= endsAt) return failed(model, judgeFault({ kind: "timeout", stage: "total" }));
      const step = nextStep(last, { tries, modelsLeft: chain.length - at - 1, random: deps.random() });
      if (step.step === "stop") return failed(model, last);
      if (step.step === "next") break;
      await deps.sleep(step.delayMs, call.signal);
      if (call.signal.aborted) return failed(model, judgeFault({ kind: "aborted" }));
    }
  }
  const model = chain.at(-1);
  if (!model) throw new Error("A route has at least one model.");
  return failed(model, last ?? { end: "failed", failure: restingFailure(Number.isFinite(restMs) ? restMs : 0) });
}

/** Whether it takes a longer prompt than every model that refused this one. */
function isLarger(model: ModelEntry, tried: readonly ModelEntry[]): boolean {
  return tried.every((other) => model.contextTokens > other.contextTokens);
}
