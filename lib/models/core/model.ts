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

/** Why no model answered. `status` is what our caller is told. */
export interface CallFailure {
  status: 400 | 404 | 408 | 413 | 422 | 429 | 502 | 503 | 504;
  code: string;
  message: string;
  param: string | null;
  retryAfterMs: number | null;
}
