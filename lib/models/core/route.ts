import type { Tier } from "@/lib/quotas/protocol";
import type { TenantPolicy } from "@/lib/quotas/protocol";
import type { ChatRequest, EmbeddingsRequest } from "../protocol";
import { classify } from "./classify";
import type { CallFailure, ModelEntry, RouteDecision } from "./model";
import { estimatePrompt } from "./tokens";

/** Names that are no model: the router chooses. */
export const MODEL_ALIASES = ["auto", "small", "large"] as const;
type Alias = (typeof MODEL_ALIASES)[number];

/** The built-in model: it answers from documents only, so it never stands in for another one. */
export const EXTRACT_ID = "parlor/extract";

export interface RouteAsk {
  request: ChatRequest;
  entries: readonly ModelEntry[];
  policy: Pick<TenantPolicy, "tier" | "models" | "defaultModel">;
  /** The key's own list; null: all that the tenant may use. */
  keyModels: readonly string[] | null;
  /** `size:small`, `size:large`, `provider:<id>` and `no-fallback` decide; all others are only recorded. */
  tags: readonly string[];
}

export type Routed = { status: "routed"; decision: RouteDecision } | { status: "refused"; failure: CallFailure };

const CHAIN_MAX = 4;
/** Estimates may be high by a quarter: only what is surely too long is refused here. */
const SURELY = 0.75;
export const TIER_SIZES: Record<Tier, readonly ModelEntry["size"][]> = {
  free: ["small"],
  pro: ["small", "large"],
  enterprise: ["small", "large"],
};

/** What a tenant's key may use: tier, then the tenant's list, then the key's. */
export function allowedModels({
  entries,
  policy,
  keyModels,
}: Pick<RouteAsk, "entries" | "policy" | "keyModels">): ModelEntry[] {
  return entries.filter(
    ({ id, size, kind }) =>
      (kind === "embeddings" || TIER_SIZES[policy.tier].includes(size)) &&
      (policy.models === null || policy.models.includes(id)) &&
      (keyModels === null || keyModels.includes(id)),
  );
}

/** Which model answers, which ones stand in, and why in one line. */
export function routeCall(ask: RouteAsk): Routed {
  const { request, tags } = ask;
  const allowed = allowedModels(ask).filter(({ kind }) => kind === "chat");
  const named = request.model ?? ask.policy.defaultModel ?? "auto";
  const asked =
    isAlias(named) || allowed.some(({ id }) => id === named) || request.model !== undefined ? named : "auto";
  const promptTokens = estimatePrompt(request);
  if (!isAlias(asked)) {
    const model = allowed.find(({ id }) => id === asked);
    if (!model)
      return refused(
        404,
        "model_not_found",
        `The model ${shown(asked)} does not exist or may not be used with this key.`,
        "model",
      );
    return (
      unfit(request, model, promptTokens) ?? {
        status: "routed",
        decision: {
          chain: withFallbacks(model, allowed, ask, promptTokens),
          reason: request.model ? "named by the caller" : "the tenant's default",
        },
      }
    );
  }
  const able = allowed.filter((model) => unfit(request, model, promptTokens) === null);
  if (able.length === 0) {
    const [any] = allowed;
    return (
      (any && unfit(request, any, promptTokens)) ??
      refused(404, "model_not_found", "No model may be used with this key.", "model")
    );
  }
  const wanted = wantedSize(asked, ask);
  const provider = tags.find((tag) => tag.startsWith("provider:"))?.slice("provider:".length);
  const choice = pick(able, wanted.size, provider, promptTokens, request);
  if (!choice) return refused(404, "model_not_found", "No model may be used with this key.", "model");
  const notes = [
    wanted.reason,
    ...(choice.size === wanted.size ? [] : [`no ${wanted.size} model allowed or able`]),
    ...(provider === undefined
      ? []
      : [`tag provider:${shown(provider)}${choice.provider === provider ? "" : " (none)"}`]),
  ];
  return {
    status: "routed",
    decision: { chain: withFallbacks(choice, allowed, ask, promptTokens), reason: notes.join("; ") },
  };
}

/** Embeddings of two models cannot be compared, so only the same model at another provider stands in. */
export function routeEmbeddings(ask: Omit<RouteAsk, "request"> & { request: EmbeddingsRequest }): Routed {
  const allowed = allowedModels(ask).filter(({ kind }) => kind === "embeddings");
  const named = ask.request.model;
  const model = named === undefined || named === "auto" ? allowed[0] : allowed.find(({ id }) => id === named);
  if (!model)
    return refused(
      404,
      "model_not_found",
      "This embedding model does not exist or may not be used with this key.",
      "model",
    );
  const others = allowed.filter((other) => other !== model && other.upstream === model.upstream);
  const chain = ask.tags.includes("no-fallback") ? [model] : [model, ...others].slice(0, CHAIN_MAX);
  return {
    status: "routed",
    decision: { chain, reason: named === undefined ? "the first embedding model" : "named by the caller" },
  };
}

function wantedSize(alias: Alias, { request, tags }: RouteAsk): { size: ModelEntry["size"]; reason: string } {
  if (alias !== "auto") return { size: alias, reason: `${alias} asked for` };
  const tagged = tags.includes("size:large") ? "large" : tags.includes("size:small") ? "small" : null;
  if (tagged !== null) return { size: tagged, reason: `tag size:${tagged}` };
  const { complexity, size, score, reasons } = classify(request);
  return { size, reason: `auto: ${complexity} ${score.toFixed(2)} (${reasons.slice(0, 3).join(", ")}) -> ${size}` };
}

/** The operator's order decides among equals; a model with room for the whole answer comes before one without. */
function pick(
  able: readonly ModelEntry[],
  size: ModelEntry["size"],
  provider: string | undefined,
  promptTokens: number,
  request: ChatRequest,
): ModelEntry | undefined {
  const rank = (model: ModelEntry) =>
    (model.id === EXTRACT_ID ? 8 : 0) +
    (provider !== undefined && model.provider !== provider ? 4 : 0) +
    (hasRoom(model, promptTokens, request) ? 0 : 2) +
    (model.size === size ? 0 : 1);
  return able.toSorted((a, b) => rank(a) - rank(b))[0];
}

/** After the choice: those of its size, other providers first; then the other size. */
function withFallbacks(
  choice: ModelEntry,
  allowed: readonly ModelEntry[],
  { request, tags }: RouteAsk,
  promptTokens: number,
): ModelEntry[] {
  if (choice.id === EXTRACT_ID || tags.includes("no-fallback")) return [choice];
  const rank = (model: ModelEntry) =>
    (model.size === choice.size ? 0 : 2) + (model.provider === choice.provider ? 1 : 0);
  const others = allowed
    .filter(
      (model) => model.id !== choice.id && model.id !== EXTRACT_ID && unfit(request, model, promptTokens) === null,
    )
    .toSorted((a, b) => rank(a) - rank(b));
  return [choice, ...others].slice(0, CHAIN_MAX);
}

function unfit(request: ChatRequest, model: ModelEntry, promptTokens: number): Routed | null {
  if (promptTokens * SURELY > model.contextTokens)
    return refused(
      400,
      "context_length_exceeded",
      `The messages are about ${promptTokens} tokens long; ${model.id} takes ${model.contextTokens}.`,
      "messages",
    );
  if (request.tools && request.tools.length > 0 && request.tool_choice !== "none" && !model.tools)
    return refused(400, "tools_not_supported", `The model ${model.id} does not call tools.`, "tools");
  return null;
}

function hasRoom(model: ModelEntry, promptTokens: number, request: ChatRequest): boolean {
  const output = request.max_completion_tokens ?? request.max_tokens ?? Math.min(1_000, model.outputTokensMax);
  return promptTokens + output <= model.contextTokens;
}

function isAlias(name: string): name is Alias {
  return (MODEL_ALIASES as readonly string[]).includes(name);
}

function refused(
  status: CallFailure["status"],
  code: string,
  message: string,
  param: string,
): Extract<Routed, { status: "refused" }> {
  return { status: "refused", failure: { status, code, message, param, retryAfterMs: null } };
}

/** A caller's own words in an answer or a header: short, printable, nothing else. */
function shown(name: string): string {
  return name.replaceAll(/[^\w.@:/-]/g, "?").slice(0, 80);
}
