import type { TokenUsage } from "@/lib/quotas/protocol";
import { type EmbeddingsAnswer, normaliseEmbeddings } from "../core/embeddings";
import type { Fault } from "../core/failure";
import { estimateEmbeddings, NO_USAGE } from "../core/tokens";
import type { EmbeddingsRequest } from "../protocol";
import type { CallFailure, CallOutcome, ModelEntry, RouteDecision } from "./call";
import { Deadline } from "./deadline";
import { type CallDeps, type Tried, tryChain } from "./try-chain";

export interface EmbedAsk {
  request: EmbeddingsRequest;
  route: RouteDecision;
  signal: AbortSignal;
  requestId: string;
}

export type EmbedAnswer =
  | { status: "answer"; model: ModelEntry; embeddings: EmbeddingsAnswer; outcome: CallOutcome }
  | { status: "failed"; failure: CallFailure; outcome: CallOutcome };

/** Embeds texts by the models of a route: the same retries, breakers and bookkeeping as a chat call. */
export async function embedTexts(deps: CallDeps, ask: EmbedAsk): Promise<EmbedAnswer> {
  const answered = await tryChain(deps, ask, (model, leftMs) => tryOnce(deps, ask, model, leftMs));
  if (answered.status === "failed") return answered;
  const { model, value, book, begun } = answered;
  book.worked(model, value.usage, begun);
  return { status: "answer", model, embeddings: value.answer, outcome: book.outcome(model, "ok", null) };
}

async function tryOnce(
  deps: CallDeps,
  { request, signal }: EmbedAsk,
  model: ModelEntry,
  leftMs: number,
): Promise<Tried<{ answer: EmbeddingsAnswer; usage: TokenUsage }>> {
  const { wholeMs } = deps.timeouts;
  const deadline = new Deadline(signal, deps.now, { stageMs: wholeMs, totalMs: Math.min(wholeMs, leftMs) });
  const promptTokens = () => estimateEmbeddings(request.input);
  const fault = (found: Fault, usage = NO_USAGE): Tried<never> => {
    deadline.clear();
    return { status: "fault", fault: deadline.fault ?? found, usage };
  };
  const { embed } = deps.registry.upstream(model.provider);
  if (embed === null) return fault({ kind: "status", status: 404, body: "", retryAfterMs: null });
  try {
    const told = await embed({ model, request, signal: deadline.controller.signal });
    if (told.kind === "fault") return fault(told.fault);
    const format = request.encoding_format ?? "float";
    const found = normaliseEmbeddings(told.body, {
      count: countOf(request.input),
      format,
      model: model.upstream,
      promptTokens,
    });
    if (found === null)
      return fault({ kind: "garbage" }, { ...NO_USAGE, promptTokens: promptTokens(), estimated: true });
    deadline.clear();
    return { status: "answered", value: found };
  } catch {
    return fault({ kind: "network" });
  }
}

/** A text, or a list of tokens, is one input. */
function countOf(input: EmbeddingsRequest["input"]): number {
  return typeof input === "string" || typeof input[0] === "number" ? 1 : input.length;
}
