import { createAnthropic } from "@ai-sdk/anthropic";
import { createWorkersAI } from "workers-ai-provider";
import type { Env } from "@/lib/platform/env";
import type { ModelEntry } from "./call";
import { EXTRACT_ENTRY, extractModel } from "./extract/extract-model";
import { type ProviderConfig, readProviders } from "./read-providers";
import { sdkUpstream } from "./sdk-upstream";
import type { Upstream } from "./upstream";
import { type Fetch, wireUpstream } from "./wire-upstream";

/** The installation's models, in the order of the operator's preference, and who answers for them. */
export interface Registry {
  entries: readonly ModelEntry[];
  /** @throws for a provider that is not there: entries name only those that are. */
  upstream(provider: string): Upstream;
}

/**
 * Reads the installation's models from its environment. The built-in model is always there, and always last.
 * @throws AppError `unavailable` that names the variable at fault.
 */
export function createRegistry(env: Env, binding: Ai | null, send?: Fetch): Registry {
  const providers = readProviders(env, binding !== null);
  const traced = new Set((env.TRACE_PROVIDERS ?? "").split(",").map((id) => id.trim()));
  const upstreams = new Map(
    providers.map((config) => [config.id, upstreamOf(config, binding, send, traced.has(config.id))]),
  );
  const parlor = sdkUpstream(() => extractModel());
  return {
    entries: [...providers.flatMap(({ models }) => models), EXTRACT_ENTRY],
    upstream(provider) {
      const upstream = provider === EXTRACT_ENTRY.provider ? parlor : upstreams.get(provider);
      if (!upstream) throw new Error("A model names a provider that is not there.");
      return upstream;
    },
  };
}

const OPENAI_URL = "https://api.openai.com/v1";

/** Clients of the AI SDK are imported outright: one loaded later makes the bundler order zod's modules wrongly. */
function upstreamOf(
  { kind, baseUrl, key }: ProviderConfig,
  binding: Ai | null,
  send: Fetch | undefined,
  traced: boolean,
): Upstream {
  switch (kind) {
    case "openai":
      return wireUpstream({ baseUrl: baseUrl ?? OPENAI_URL, key, dialect: "openai", traced }, send);
    case "openai-compatible":
      return wireUpstream({ baseUrl: baseUrl ?? "", key, dialect: "openai-compatible", traced }, send);
    case "anthropic":
      return sdkUpstream(async (upstream) => {
        const options = { ...(key === null ? {} : { apiKey: key }), ...(baseUrl === null ? {} : { baseURL: baseUrl }) };
        return createAnthropic({ ...options, ...(send ? { fetch: send as typeof fetch } : {}) })(upstream);
      });
    case "workers-ai":
      return sdkUpstream(async (upstream) => {
        if (binding === null) throw new Error("The Worker has no binding AI.");
        return createWorkersAI({ binding })(upstream as Parameters<ReturnType<typeof createWorkersAI>>[0]);
      });
    default:
      return kind satisfies never;
  }
}
