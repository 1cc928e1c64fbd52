import type { WireUsage } from "@/lib/models/protocol";
import type { TokenUsage } from "@/lib/quotas/protocol";

export const NO_USAGE: WireUsage = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };

export function wireUsage({ promptTokens, completionTokens, cachedTokens, reasoningTokens }: TokenUsage): WireUsage {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: cachedTokens },
    completion_tokens_details: { reasoning_tokens: reasoningTokens },
  };
}

/** A turn's calls together. */
export function addUsage(a: WireUsage, b: WireUsage): WireUsage {
  const cached = (a.prompt_tokens_details?.cached_tokens ?? 0) + (b.prompt_tokens_details?.cached_tokens ?? 0);
  const reasoning =
    (a.completion_tokens_details?.reasoning_tokens ?? 0) + (b.completion_tokens_details?.reasoning_tokens ?? 0);
  return {
    prompt_tokens: a.prompt_tokens + b.prompt_tokens,
    completion_tokens: a.completion_tokens + b.completion_tokens,
    total_tokens: a.total_tokens + b.total_tokens,
    prompt_tokens_details: { cached_tokens: cached },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}
