/**
 * What the Meter of a tenant answers: who a key is, whether a call may begin, and what it came to. Times are milliseconds
 * since 1970, money is nano US dollars (1 USD = 1,000,000,000), both as safe integers.
 */
import type { ErrorCode } from "@/lib/platform/errors";
import type { KeyId, ReservationId, TenantId } from "@/lib/platform/ids";

export const TIERS = ["free", "pro", "enterprise"] as const;
export type Tier = (typeof TIERS)[number];

/** What a key may be used for. `chat` covers completions and sessions' messages. */
export const KEY_SCOPES = ["chat", "embeddings", "models", "sessions", "tools", "usage"] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/** Null: no limit of its own (the tenant's hold all the same). */
export interface KeyLimits {
  requestsPerMinute: number | null;
  /** Requests that may come at once after a quiet time. */
  burst: number | null;
  tokensPerHour: number | null;
  concurrentStreams: number | null;
  costPerMonth: number | null;
}

/** What a tenant may use in one month of its own time zone, and at one time. Null: no limit. */
export interface TenantQuotas {
  requestsPerMonth: number | null;
  tokensPerMonth: number | null;
  costPerMonth: number | null;
  concurrentStreams: number | null;
}

/** A key as its Meter keeps it. The secret is nowhere: `secretHash` is SHA-256 (hex) of the whole key. */
export interface KeyRecord {
  keyId: KeyId;
  secretHash: string;
  scopes: readonly KeyScope[];
  limits: KeyLimits;
  /** Model ids this key may name; null: all that the tenant may use. */
  models: readonly string[] | null;
  /** Tool names this key may call; null: all that the tenant may use. */
  tools: readonly string[] | null;
  expiresAt: number | null;
  /** From then on it is refused. In the future while a rerolled key lives out its grace. */
  endsAt: number | null;
  /** Grows with every change: an older record never replaces a newer one, so that a revocation stays one. */
  version: number;
}

/** What decides about a tenant's calls, as its Meter keeps it. `version` grows with every change. */
export interface TenantPolicy {
  version: number;
  status: "active" | "suspended";
  tier: Tier;
  quotas: TenantQuotas;
  /** IANA name; months begin at its midnight. */
  zone: string;
  defaultModel: string | null;
  /** Null: all models that the tier allows. */
  models: readonly string[] | null;
  tools: readonly string[] | null;
  systemPrompt: string;
  /** Exact origins of pages that may call the API from a browser. */
  apiOrigins: readonly string[];
}

export interface KeyProof {
  tenantId: TenantId;
  keyId: KeyId;
  /** SHA-256 (hex) of the key that was sent. */
  secretHash: string;
}

export type MeterRefusal = {
  status: "refused";
  /** `unavailable`: a key that the Meter does not know yet could not be looked up. */
  code: Extract<ErrorCode, "unauthenticated" | "forbidden" | "rate_limited" | "quota_exceeded" | "unavailable">;
  /** Safe to show. The same for a foreign, a missing and a wrong key. */
  message: string;
  /** Which limit, for `metadata` and headers. */
  limit?: string;
  retryAfterMs?: number;
  view?: LimitView;
};

/** What the `x-ratelimit-*` headers say. Null: no such limit. */
export interface LimitView {
  requests: { limit: number; remaining: number; resetMs: number } | null;
  tokens: { limit: number; remaining: number; resetMs: number } | null;
}

export interface ReserveAsk extends KeyProof {
  scope: KeyScope;
  /** Model id that will be called; also recorded. */
  model: string;
  /** The policy that the caller routed by: an older one is answered `stale`. */
  policyVersion: number;
  stream: boolean;
  /** The caller's own user, hashed: limits per user count under it. */
  userHash: string | null;
  /** The most this call can come to. Reserved whole, given back when it is settled. */
  tokensMax: number;
  costMax: number;
  /** Our estimate of the prompt, and its price: what is charged when nobody ever settles. */
  promptTokens: number;
  promptCost: number;
}

export type ReserveAnswer =
  | { status: "reserved"; reservationId: ReservationId; view: LimitView }
  | { status: "stale"; policy: TenantPolicy }
  | MeterRefusal;

export interface TokenUsage {
  promptTokens: number;
  completionTokens: number;
  /** Part of `promptTokens`. */
  cachedTokens: number;
  /** Part of `completionTokens`. */
  reasoningTokens: number;
  /** True where the provider told none and the figure is our own estimate. */
  estimated: boolean;
}

export const CALL_ENDS = ["ok", "aborted", "failed", "refused", "cut"] as const;
/** `cut`: the provider stopped in mid-answer. */
export type CallEnd = (typeof CALL_ENDS)[number];

/** What a call came to. Counted once, however often it is sent. */
export interface Settlement {
  tenantId: TenantId;
  reservationId: ReservationId;
  requestId: string;
  end: CallEnd;
  /** The model that answered, and where. */
  model: string;
  provider: string;
  usage: TokenUsage;
  /** At the price of `priceVersion`. */
  cost: number;
  priceVersion: string;
  /** Milliseconds from the request to the first token; null when there was none. */
  firstTokenMs: number | null;
  totalMs: number;
  attempts: number;
  /** Why this model, in words of the router. */
  routeReason: string;
  tags: readonly string[];
  sessionId: string | null;
  kind: "chat" | "embeddings";
}

export type Identified = { status: "known"; key: KeyRecord; policy: TenantPolicy } | MeterRefusal;

/** The Meter, as verbs and the API see it. */
export interface MeterRpc {
  /** Who this key is, for routing. What it may do is decided again by `reserve`. */
  identify(proof: KeyProof): Promise<Identified>;
  /** Decides and reserves in one step: between two calls nothing is overspent. */
  reserve(ask: ReserveAsk): Promise<ReserveAnswer>;
  settle(settlement: Settlement): Promise<void>;
  /** A new or changed key. It counts from the answer on. */
  putKey(tenantId: TenantId, key: KeyRecord): Promise<void>;
  /** A changed policy. It counts from the answer on. */
  putPolicy(tenantId: TenantId, policy: TenantPolicy): Promise<void>;
  /** This month's use, exact. */
  usage(tenantId: TenantId): Promise<MeterUsage>;
  /** Sends what Postgres lacks. Answers how many rows are left. */
  flush(tenantId: TenantId): Promise<number>;
  /** Forgets everything. For a tenant whose grace is over. */
  erase(tenantId: TenantId): Promise<void>;
}

export interface MeterUsage {
  /** First moment of the month, and of the next one. */
  from: number;
  until: number;
  requests: number;
  tokens: number;
  cost: number;
  reservedTokens: number;
  reservedCost: number;
  openStreams: number;
}

/** Calls of the ledger that have something in common, added up. */
export interface UsageSum {
  /** A day (`2026-11-21`, in the zone asked for), a model or a key's id. */
  group: string;
  requests: number;
  /** Calls that ended otherwise than well or by the caller's own wish. */
  failed: number;
  promptTokens: number;
  completionTokens: number;
  cachedTokens: number;
  reasoningTokens: number;
  /** Calls whose tokens are our own estimate. */
  estimated: number;
  cost: number;
}

export interface UsageReport {
  /** The tenant's month, exact at this moment; null while its Meter does not answer. */
  month: MeterUsage | null;
  /** Of what follows. A call is in it seconds after it ended. */
  from: number;
  until: number;
  days: UsageSum[];
  models: UsageSum[];
  keys: UsageSum[];
  /** Calls among these that were never made, so that no month counts them: the demo's past. */
  madeUp: number;
}
