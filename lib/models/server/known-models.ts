import type { ModelEntry } from "./call";

/**
 * Models that an installation has as soon as it has a key. Prices are the providers' list prices when this was written, in
 * nano US dollars a token; who pays others, or wants other models, lists them in `AI_PROVIDERS`.
 */
const LIST_PRICES = "list-1";

const chat = { kind: "chat", tools: true } as const;

export const ANTHROPIC_MODELS: ModelEntry[] = [
  {
    ...{
      ...chat,
      id: "anthropic/claude-haiku-4-5",
      provider: "anthropic",
      upstream: "claude-haiku-4-5",
      size: "small",
    },
    ...{ contextTokens: 200_000, outputTokensMax: 8_192, thinking: ["low", "medium", "high"] },
    price: { version: LIST_PRICES, prompt: 1_000, cachedPrompt: 100, completion: 5_000 },
  },
  {
    ...{
      ...chat,
      id: "anthropic/claude-sonnet-4-5",
      provider: "anthropic",
      upstream: "claude-sonnet-4-5",
      size: "large",
    },
    ...{ contextTokens: 200_000, outputTokensMax: 16_384, thinking: ["low", "medium", "high"] },
    price: { version: LIST_PRICES, prompt: 3_000, cachedPrompt: 300, completion: 15_000 },
  },
];

export const OPENAI_MODELS: ModelEntry[] = [
  {
    ...{ ...chat, id: "openai/gpt-5-mini", provider: "openai", upstream: "gpt-5-mini", size: "small" },
    ...{ contextTokens: 272_000, outputTokensMax: 16_384, thinking: ["low", "medium", "high"] },
    price: { version: LIST_PRICES, prompt: 250, cachedPrompt: 25, completion: 2_000 },
  },
  {
    ...{ ...chat, id: "openai/gpt-5", provider: "openai", upstream: "gpt-5", size: "large" },
    ...{ contextTokens: 272_000, outputTokensMax: 16_384, thinking: ["low", "medium", "high"] },
    price: { version: LIST_PRICES, prompt: 1_250, cachedPrompt: 125, completion: 10_000 },
  },
  {
    ...{ id: "openai/text-embedding-3-small", provider: "openai", upstream: "text-embedding-3-small", size: "small" },
    ...{ kind: "embeddings", contextTokens: 8_191, outputTokensMax: 1, tools: false, thinking: [] },
    price: { version: LIST_PRICES, prompt: 20, cachedPrompt: 20, completion: 0 },
  },
];

export const WORKERS_AI_MODELS: ModelEntry[] = [
  {
    ...{
      ...chat,
      id: "workers-ai/llama-3.1-8b",
      provider: "workers-ai",
      upstream: "@cf/meta/llama-3.1-8b-instruct-fp8",
      size: "small",
    },
    ...{ contextTokens: 32_000, outputTokensMax: 4_096, tools: false, thinking: [] },
    price: { version: LIST_PRICES, prompt: 152, cachedPrompt: 152, completion: 287 },
  },
  {
    ...{
      ...chat,
      id: "workers-ai/llama-3.3-70b",
      provider: "workers-ai",
      upstream: "@cf/meta/llama-3.3-70b-instruct-fp8-fast",
      size: "large",
    },
    ...{ contextTokens: 24_000, outputTokensMax: 4_096, thinking: [] },
    price: { version: LIST_PRICES, prompt: 293, cachedPrompt: 293, completion: 2_253 },
  },
];
