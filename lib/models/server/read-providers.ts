import * as z from "zod/mini";
import type { Env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { FREE, type Price } from "../core/prices";
import type { ModelEntry } from "./call";
import { ANTHROPIC_MODELS, OPENAI_MODELS, WORKERS_AI_MODELS } from "./known-models";

/** One provider of the installation, checked. */
export interface ProviderConfig {
  id: string;
  kind: "openai-compatible" | "openai" | "anthropic" | "workers-ai";
  /** Without a slash at the end. Null: the provider's own. */
  baseUrl: string | null;
  key: string | null;
  models: ModelEntry[];
}

type ModelsEnv = Pick<
  Env,
  "AI_BASE_URL" | "AI_MODEL" | "AI_KEY" | "AI_PROVIDERS" | "ANTHROPIC_API_KEY" | "OPENAI_API_KEY"
>;

/** What is not known of a model behind `AI_BASE_URL`: a usual window; a longer prompt is for its server to refuse. */
const CONTEXT_TOKENS = 32_768;
const OUTPUT_TOKENS = 4_096;
/** A tenth of a US cent for a million tokens is one nano dollar for one. */
const NANO_A_TOKEN = 1_000;

const usd = z.number().check(
  z.gte(0),
  z.lte(10_000),
  z.refine((value) => Number.isInteger(Math.round(value * NANO_A_TOKEN * 1e6) / 1e6), "is finer than 0.001 US dollars"),
);
const modelSchema = z.strictObject({
  id: z.string().check(z.regex(/^[\w.@:/-]{1,128}$/)),
  upstream: z.optional(z.string().check(z.minLength(1))),
  size: z._default(z.enum(["small", "large"]), "small"),
  kind: z._default(z.enum(["chat", "embeddings"]), "chat"),
  contextTokens: z._default(z.int().check(z.gte(256)), CONTEXT_TOKENS),
  outputTokensMax: z._default(z.int().check(z.gte(1)), OUTPUT_TOKENS),
  tools: z._default(z.boolean(), true),
  thinking: z._default(z.array(z.enum(["low", "medium", "high"])), []),
  /** US dollars for a million tokens. */
  price: z.optional(
    z.strictObject({ version: z.optional(z.string()), prompt: usd, cachedPrompt: z.optional(usd), completion: usd }),
  ),
});
const providersSchema = z.array(
  z.strictObject({
    id: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,31}$/)),
    kind: z.enum(["openai-compatible", "openai", "anthropic", "workers-ai"]),
    baseUrl: z.optional(z.url({ protocol: /^https?$/ })),
    key: z.optional(z.string().check(z.minLength(1))),
    models: z.optional(z.array(modelSchema).check(z.minLength(1))),
  }),
);

/**
 * The providers that the environment names, in the order in which they are preferred: `AI_PROVIDERS`, then `AI_BASE_URL`,
 * `ANTHROPIC_API_KEY`, `OPENAI_API_KEY` and the binding `AI`.
 * @throws AppError `unavailable` that names the variable and the place in it; values are never shown.
 */
export function readProviders(env: ModelsEnv, hasBinding: boolean): ProviderConfig[] {
  const listed =
    env.AI_PROVIDERS === undefined || env.AI_PROVIDERS.trim() === "" ? [] : readListed(env.AI_PROVIDERS, hasBinding);
  const found: ProviderConfig[] = [...listed];
  const add = (config: ProviderConfig) => {
    if (!found.some(({ id }) => id === config.id)) found.push(config);
  };
  if (env.AI_BASE_URL) add(byBaseUrl(env.AI_BASE_URL, env));
  if (env.ANTHROPIC_API_KEY)
    add({ id: "anthropic", kind: "anthropic", baseUrl: null, key: env.ANTHROPIC_API_KEY, models: ANTHROPIC_MODELS });
  if (env.OPENAI_API_KEY)
    add({ id: "openai", kind: "openai", baseUrl: null, key: env.OPENAI_API_KEY, models: OPENAI_MODELS });
  if (hasBinding) add({ id: "workers-ai", kind: "workers-ai", baseUrl: null, key: null, models: WORKERS_AI_MODELS });
  return found;
}

function readListed(text: string, hasBinding: boolean): ProviderConfig[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw wrong("AI_PROVIDERS", "is no JSON");
  }
  const result = z.safeParse(providersSchema, json);
  if (!result.success) {
    const [issue] = result.error.issues;
    const place = (issue?.path ?? [])
      .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
      .join("");
    throw wrong("AI_PROVIDERS", `${place.replace(/^\./, "") || "value"}: ${issue?.message ?? "not valid"}`);
  }
  const seen = new Set(["parlor"]);
  return result.data.map((provider, at) => {
    const { id, kind, baseUrl, key, models } = provider;
    const place = `[${at}]`;
    if (seen.has(id)) throw wrong("AI_PROVIDERS", `${place}.id: taken`);
    seen.add(id);
    if (kind === "openai-compatible" && baseUrl === undefined) throw wrong("AI_PROVIDERS", `${place}.baseUrl: missing`);
    if ((kind === "openai" || kind === "anthropic") && key === undefined)
      throw wrong("AI_PROVIDERS", `${place}.key: missing`);
    if (kind === "workers-ai" && !hasBinding) throw wrong("AI_PROVIDERS", `${place}: the Worker has no binding AI`);
    const known = {
      openai: OPENAI_MODELS,
      anthropic: ANTHROPIC_MODELS,
      "workers-ai": WORKERS_AI_MODELS,
      "openai-compatible": null,
    }[kind];
    if (models === undefined && known === null) throw wrong("AI_PROVIDERS", `${place}.models: missing`);
    const entries = models?.map((model) => entryOf(id, model)) ?? (known ?? []).map((model) => renamed(model, id));
    const twice = entries.find((entry, index) => entries.findIndex((other) => other.id === entry.id) !== index);
    if (twice) throw wrong("AI_PROVIDERS", `${place}.models: ${twice.id} is there twice`);
    return { id, kind, baseUrl: baseUrl === undefined ? null : trimmed(baseUrl), key: key ?? null, models: entries };
  });
}

function entryOf(provider: string, model: z.infer<typeof modelSchema>): ModelEntry {
  const { id, upstream, price, ...rest } = model;
  return { ...rest, id: `${provider}/${id}`, provider, upstream: upstream ?? id, price: price ? priceOf(price) : FREE };
}

function priceOf({
  version,
  prompt,
  cachedPrompt = prompt,
  completion,
}: NonNullable<z.infer<typeof modelSchema>["price"]>): Price {
  const nano = (value: number) => Math.round(value * NANO_A_TOKEN);
  return {
    // Other figures are another version, without anybody having to remember it.
    version: version ?? `${prompt}/${cachedPrompt}/${completion}`,
    ...{ prompt: nano(prompt), cachedPrompt: nano(cachedPrompt), completion: nano(completion) },
  };
}

function byBaseUrl(baseUrl: string, { AI_MODEL, AI_KEY }: ModelsEnv): ProviderConfig {
  if (!/^https?:/.test(baseUrl)) throw wrong("AI_BASE_URL", "is no http address");
  const names = (AI_MODEL ?? "").split(",").map((name) => name.trim());
  if (names.length > 2) throw wrong("AI_MODEL", "names more than a small and a large model");
  const models = names.map((upstream, at): ModelEntry => {
    const size = at === 0 ? "small" : "large";
    return {
      ...{ id: `default/${upstream === "" ? "model" : upstream}`, provider: "default", upstream, size, kind: "chat" },
      ...{ contextTokens: CONTEXT_TOKENS, outputTokensMax: OUTPUT_TOKENS, tools: true, thinking: [], price: FREE },
    };
  });
  return { id: "default", kind: "openai-compatible", baseUrl: trimmed(baseUrl), key: AI_KEY || null, models };
}

function renamed(model: ModelEntry, provider: string): ModelEntry {
  return { ...model, provider, id: `${provider}/${model.upstream}` };
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, "");
}

function wrong(name: string, what: string): AppError {
  return new AppError("unavailable", `The installation is not configured: ${name} ${what}.`, { param: name });
}
