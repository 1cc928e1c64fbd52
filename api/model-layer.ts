import type { CallAnswer, ModelCall, ModelEntry, RouteDecision } from "@/lib/models/server/call";
import type { ChatRequest, EmbeddingsRequest } from "@/lib/models/protocol";
import type { KeyRecord, TenantPolicy, TokenUsage } from "@/lib/quotas/protocol";

export interface RouteAsk {
  request: ChatRequest;
  policy: TenantPolicy;
  key: KeyRecord;
  tags: readonly string[];
}

/** The most a call can come to. */
export interface CallBound {
  tokensMax: number;
  /** Nano US dollars, at the dearest model of the chain. */
  costMax: number;
}

export interface EmbeddingsAnswer {
  model: ModelEntry;
  /** As OpenAI writes it. */
  body: object;
  usage: TokenUsage;
  attempts: number;
}

/** The model layer as the API sees it: lib/models, bound to the Worker's environment. */
export interface ModelLayer {
  /** Models that this key may name, in a stable order. */
  list(env: RealtimeEnv, policy: TenantPolicy, key: KeyRecord): readonly ModelEntry[];
  /** @throws AppError `model_not_found` or `forbidden`. */
  route(env: RealtimeEnv, ask: RouteAsk): RouteDecision;
  bound(request: ChatRequest, route: RouteDecision): CallBound;
  call(env: RealtimeEnv, call: ModelCall): Promise<CallAnswer>;
  embeddingsModel(
    env: RealtimeEnv,
    ask: { request: EmbeddingsRequest; policy: TenantPolicy; key: KeyRecord },
  ): ModelEntry;
  embeddingsBound(request: EmbeddingsRequest, model: ModelEntry): CallBound;
  /** @throws AppError of the provider's kind. */
  embed(
    env: RealtimeEnv,
    call: { request: EmbeddingsRequest; model: ModelEntry; signal: AbortSignal; requestId: string },
  ): Promise<EmbeddingsAnswer>;
  costOf(model: ModelEntry, usage: TokenUsage): number;
}
