/**
 * The seam of the model layer: what a caller asks for and what it gets, whichever provider answers. The pipeline behind it
 * (routing, retry, timeouts, breaker, fallback, normalising) is the same for the API, sessions and the assistant.
 */
import type { CallEnd, TokenUsage } from "@/lib/quotas/protocol";
import type { ChatCompletion, ChatRequest } from "../protocol";

/** One model of the installation. */
export interface ModelEntry {
  /** What callers name: `provider/model`, or an alias. */
  id: string;
  provider: string;
  /** The provider's own name for it. */
  upstream: string;
  size: "small" | "large";
  kind: "chat" | "embeddings";
  contextTokens: number;
  outputTokensMax: number;
  tools: boolean;
  /** Levels of thinking it has, none for most. */
  thinking: readonly ("low" | "medium" | "high")[];
  /** Nano US dollars for one token. */
  price: { version: string; prompt: number; cachedPrompt: number; completion: number };
}

export interface RouteDecision {
  /** In the order they are tried; the first one is the choice, the rest are fallbacks. */
  chain: readonly ModelEntry[];
  /** One line, for the response header and the log: which rule, which score. */
  reason: string;
}

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

/** Why no model answered. `status` is what our caller is told. */
export interface CallFailure {
  status: 400 | 404 | 408 | 413 | 422 | 429 | 502 | 503 | 504;
  code: string;
  message: string;
  param: string | null;
  retryAfterMs: number | null;
}

export type CallAnswer =
  /** `body`: Server-Sent Events as OpenAI writes them, from the first chunk to `[DONE]` or to an error event. */
  | { status: "stream"; model: ModelEntry; body: ReadableStream<Uint8Array>; over: Promise<CallOutcome> }
  | { status: "answer"; model: ModelEntry; completion: ChatCompletion; outcome: CallOutcome }
  | { status: "failed"; failure: CallFailure; outcome: CallOutcome };
