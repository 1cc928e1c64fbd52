import type { LanguageModelV4GenerateResult, LanguageModelV4StreamPart } from "@ai-sdk/provider";
import type { ChatRequest, EmbeddingsRequest } from "../protocol";
import type { Fault } from "../core/failure";
import type { ModelEntry } from "./call";

/** What a provider is asked for. Aborting `signal` reaches it at once. */
export interface UpstreamCall {
  model: ModelEntry;
  request: ChatRequest;
  stream: boolean;
  signal: AbortSignal;
}

/** What it answers: bytes in OpenAI's language, or parts of the AI SDK; whole, or as a stream. */
export type UpstreamAnswer =
  | { kind: "bytes"; body: ReadableStream<Uint8Array> }
  | { kind: "parts"; body: ReadableStream<LanguageModelV4StreamPart> }
  | { kind: "whole"; completion: unknown }
  | { kind: "result"; result: LanguageModelV4GenerateResult }
  /** `accepted`: it took the prompt before it failed, and will want to be paid. */
  | { kind: "fault"; fault: Fault; accepted?: boolean };

/** One provider, as the pipeline calls it. It does not retry and has no clock: both are the pipeline's. */
export interface Upstream {
  /** Rejects only when it could not be reached. */
  open(call: UpstreamCall): Promise<UpstreamAnswer>;
  /** Null: it has no embeddings. */
  embed: ((call: EmbedCall) => Promise<{ kind: "whole"; body: unknown } | { kind: "fault"; fault: Fault }>) | null;
}

export interface EmbedCall {
  model: ModelEntry;
  request: EmbeddingsRequest;
  signal: AbortSignal;
}
