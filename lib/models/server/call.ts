/**
 * The seam of the model layer: what a caller asks for and what it gets, whichever provider answers. The pipeline behind it
 * (routing, retry, timeouts, breaker, fallback, normalising) is the same for the API, sessions and the assistant.
 */
import type { CallEnd, TokenUsage } from "@/lib/quotas/protocol";
import type { CallFailure, ModelEntry, RouteDecision } from "../core/model";
import type { ChatCompletion, ChatRequest } from "../protocol";

export type { CallFailure, ModelEntry, RouteDecision } from "../core/model";

export interface ModelCall {
  request: ChatRequest;
  route: RouteDecision;
  /** Aborting reaches the provider at once. */
  signal: AbortSignal;
  requestId: string;
}

/** One try at one model. */
export interface Attempt {
  model: string;
  provider: string;
  /** `ok`, an upstream status, or what went wrong. */
  outcome: "ok" | "timeout" | "refused" | "failed" | "breaker_open" | "aborted";
  status: number | null;
  ms: number;
}

/** What a call came to, once it is over. */
export interface CallOutcome {
  end: CallEnd;
  model: ModelEntry;
  /** Of all attempts together: a provider that took the prompt and then failed wants its money too. */
  usage: TokenUsage;
  /** Nano US dollars of all attempts, each at the price of its own model. `priceVersion` is that of `model`. */
  cost: number;
  firstTokenMs: number | null;
  totalMs: number;
  attempts: readonly Attempt[];
}

export type CallAnswer =
  /** `body`: Server-Sent Events as OpenAI writes them, from the first chunk to `[DONE]` or to an error event. */
  | { status: "stream"; model: ModelEntry; body: ReadableStream<Uint8Array>; over: Promise<CallOutcome> }
  | { status: "answer"; model: ModelEntry; completion: ChatCompletion; outcome: CallOutcome }
  | { status: "failed"; failure: CallFailure; outcome: CallOutcome };

/** What an answer came to, once it is over. */
export function overOf(answer: CallAnswer): CallOutcome | Promise<CallOutcome> {
  return answer.status === "stream" ? answer.over : answer.outcome;
}
