import type { TokenUsage } from "@/lib/quotas/protocol";

/** Nano US dollars for one token, under a version that is recorded with each call. */
export interface Price {
  version: string;
  prompt: number;
  cachedPrompt: number;
  completion: number;
}

/** A model that runs on one's own machine, or whose price nobody has told. */
export const FREE: Price = { version: "free", prompt: 0, cachedPrompt: 0, completion: 0 };

/** What a usage comes to, in nano US dollars. Reasoning tokens are completion tokens. */
export function costOf(price: Omit<Price, "version">, usage: TokenUsage): number {
  const fresh = usage.promptTokens - usage.cachedTokens;
  return fresh * price.prompt + usage.cachedTokens * price.cachedPrompt + usage.completionTokens * price.completion;
}

/** The most that a call can come to: nothing cached, the whole output used. */
export function costMax(price: Omit<Price, "version">, promptTokens: number, outputTokensMax: number): number {
  return promptTokens * Math.max(price.prompt, price.cachedPrompt) + outputTokensMax * price.completion;
}
