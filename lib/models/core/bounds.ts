import type { ReserveAsk } from "@/lib/quotas/protocol";
import type { ChatRequest, EmbeddingsRequest } from "../protocol";
import type { RouteDecision } from "./model";
import { costMax } from "./prices";
import { estimateEmbeddings, estimatePrompt } from "./tokens";

/** The most a call can come to, and what is charged of it when nobody ever settles. Costs are nano US dollars. */
export type CallBound = Pick<ReserveAsk, "tokensMax" | "costMax" | "promptTokens" | "promptCost">;

/** Estimates of a prompt may be low; what is reserved is not. */
const MARGIN = 1.25;

/** At the dearest and the most talkative model of the chain. */
export function chatBound(request: ChatRequest, route: RouteDecision): CallBound {
  const promptTokens = estimatePrompt(request);
  const asked = request.max_completion_tokens ?? request.max_tokens ?? Infinity;
  return boundOf(promptTokens, route, asked);
}

export function embeddingsBound(request: EmbeddingsRequest, route: RouteDecision): CallBound {
  return boundOf(estimateEmbeddings(request.input), route, 0);
}

function boundOf(promptTokens: number, { chain }: RouteDecision, outputMax: number): CallBound {
  const promptMax = Math.ceil(promptTokens * MARGIN);
  const outputs = chain.map(({ outputTokensMax }) => Math.min(outputMax, outputTokensMax));
  return {
    tokensMax: promptMax + Math.max(0, ...outputs),
    costMax: Math.max(0, ...chain.map(({ price }, at) => costMax(price, promptMax, outputs[at] ?? 0))),
    promptTokens,
    promptCost: promptTokens * (chain[0]?.price.prompt ?? 0),
  };
}
