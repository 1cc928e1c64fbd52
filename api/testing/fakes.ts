/** The API over a Meter and models that do as a test says. */
import type { KeyId, ReservationId, TenantId } from "@/lib/platform/ids";
import type { Routed } from "@/lib/models/core/route";
import type { CallAnswer, CallOutcome, ModelCall, ModelEntry } from "@/lib/models/server/call";
import type {
  Identified,
  KeyRecord,
  LimitView,
  MeterRpc,
  ReserveAnswer,
  ReserveAsk,
  Settlement,
  TenantPolicy,
} from "@/lib/quotas/protocol";
import { createApi } from "../app";
import type { ApiDeps } from "../deps";

export const VIEW: LimitView = { requests: { limit: 60, remaining: 59, resetMs: 1_000 }, tokens: null };

export const MODEL: ModelEntry = {
  id: "fake/small",
  provider: "fake",
  upstream: "small",
  size: "small",
  kind: "chat",
  contextTokens: 8_000,
  outputTokensMax: 1_000,
  tools: true,
  thinking: [],
  price: { version: "1", prompt: 10, cachedPrompt: 5, completion: 20 },
};

export function policyOf(change: Partial<TenantPolicy> = {}): TenantPolicy {
  return {
    version: 1,
    status: "active",
    tier: "pro",
    quotas: { requestsPerMonth: null, tokensPerMonth: null, costPerMonth: null, concurrentStreams: null },
    zone: "Europe/Berlin",
    defaultModel: null,
    models: null,
    tools: null,
    systemPrompt: "",
    apiOrigins: [],
    ...change,
  };
}

export function keyOf(change: Partial<KeyRecord> = {}): KeyRecord {
  return {
    keyId: "key" as KeyId,
    secretHash: "hash",
    scopes: ["chat", "embeddings", "models", "sessions", "tools", "usage"],
    limits: {
      requestsPerMinute: null,
      burst: null,
      tokensPerHour: null,
      concurrentStreams: null,
      costPerMonth: null,
    },
    models: null,
    tools: null,
    expiresAt: null,
    endsAt: null,
    version: 1,
    ...change,
  };
}

export function outcomeOf(change: Partial<CallOutcome> = {}): CallOutcome {
  const usage = { promptTokens: 5, completionTokens: 7, cachedTokens: 0, reasoningTokens: 0, estimated: false };
  return {
    end: "ok",
    model: MODEL,
    usage,
    cost: 190,
    firstTokenMs: 4,
    totalMs: 9,
    attempts: [{ model: MODEL.id, provider: "fake", outcome: "ok", status: 200, ms: 9 }],
    ...change,
  };
}

export interface Scene {
  key: KeyRecord;
  policy: TenantPolicy;
  identified: Identified | null;
  /** Answers of `reserve`, in their order; the last one stays. */
  reserves: ReserveAnswer[];
  /** How often `settle` fails before it is taken. */
  settleFails: number;
  /** What the router says instead of a route. */
  refusal: Routed | null;
  call(call: ModelCall): Promise<CallAnswer>;
}

let made = 0;

/** Starts the API; what it asked and settled is kept. */
export function stage(change: Partial<Scene> = {}) {
  const scene: Scene = {
    key: keyOf(),
    policy: policyOf(),
    identified: null,
    reserves: [{ status: "reserved", reservationId: "r1" as ReservationId, view: VIEW }],
    settleFails: 0,
    refusal: null,
    call: async () => ({ status: "failed", failure: failureOf(), outcome: outcomeOf({ end: "failed" }) }),
    ...change,
  };
  const asked: ReserveAsk[] = [];
  const settled: Settlement[] = [];
  let identifies = 0;
  // Another key for each stage: what an isolate knows of one is not known of the next.
  const secret = `secret-${made++}`;
  const meter: MeterRpc = {
    identify: async () => {
      identifies++;
      return scene.identified ?? { status: "known", key: scene.key, policy: scene.policy };
    },
    reserve: async (ask) => {
      asked.push(ask);
      const [next] = scene.reserves.length > 1 ? scene.reserves.splice(0, 1) : scene.reserves;
      if (!next) throw new Error("No answer was scripted.");
      return next;
    },
    settle: async (settlement) => {
      if (scene.settleFails-- > 0) throw new Error("The Meter is away.");
      settled.push(settlement);
    },
    putKey: async () => undefined,
    putPolicy: async () => undefined,
    usage: async () => ({
      ...{ from: 1, until: 2, requests: 3, tokens: 4, cost: 5 },
      ...{ reservedTokens: 6, reservedCost: 7, openStreams: 8 },
    }),
    flush: async () => 0,
    erase: async () => undefined,
  };
  const deps: ApiDeps = {
    proveKey: async (_env, authorization) =>
      authorization === "Bearer good"
        ? { tenantId: "tenant" as TenantId, keyId: "key" as KeyId, secretHash: secret }
        : null,
    meterOf: () => meter,
    models: {
      entries: () => [MODEL],
      route: ({ policy }) =>
        scene.refusal ?? { status: "routed", decision: { chain: [MODEL], reason: `tier ${policy.tier}` } },
      call: (_env, call) => scene.call(call),
      embed: async () => ({ status: "failed", failure: failureOf(), outcome: outcomeOf({ end: "failed" }) }),
    },
    now: () => 1_000,
  };
  const waits: Promise<unknown>[] = [];
  const context = {
    waitUntil: (wait: Promise<unknown>) => void waits.push(wait),
    passThroughOnException: () => undefined,
    props: {},
  };
  const api = createApi(deps);
  const send = async (path: string, init: RequestInit & { key?: string } = {}) => {
    const { key = "good", ...rest } = init;
    const headers = new Headers(init.headers);
    if (key !== "") headers.set("authorization", `Bearer ${key}`);
    if (init.body !== undefined && !headers.has("content-type")) headers.set("content-type", "application/json");
    const request = new Request(`https://parlor.test${path}`, { ...rest, headers });
    return api.fetch(request, {} as RealtimeEnv, context as unknown as ExecutionContext);
  };
  return { scene, asked, settled, send, identifies: () => identifies, over: () => Promise.all(waits) };
}

export function failureOf() {
  return {
    ...{ status: 503 as const, code: "provider_unavailable", message: "No model is available at the moment." },
    ...{ param: null, retryAfterMs: 1_500 },
  };
}
