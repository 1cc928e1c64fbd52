/** What a call came to, as the ledger keeps it: one row for each call that was let through. */
import type { KeyId, ReservationId } from "../../platform/ids";
import type { CallEnd, Settlement, TokenUsage } from "../protocol";

export interface LedgerRow extends TokenUsage {
  id: ReservationId;
  /** When the call began: the month it counts in is that of this moment. */
  at: number;
  keyId: KeyId;
  kind: Settlement["kind"];
  model: string;
  /** Empty for a call that was never settled: nobody said who answered. */
  provider: string;
  end: CallEnd;
  cost: number;
  priceVersion: string;
  firstTokenMs: number | null;
  totalMs: number;
  attempts: number;
  routeReason: string;
  tags: readonly string[];
  sessionId: string | null;
  userHash: string | null;
  requestId: string | null;
}

/** What the Meter knew when it let the call through. */
export interface CallFacts {
  id: ReservationId;
  at: number;
  keyId: KeyId;
  kind: Settlement["kind"];
  model: string;
  userHash: string | null;
  promptTokens: number;
  promptCost: number;
}

/** The price version of the demo's past: calls that were written into the ledger and never made, so no Meter counts them. */
export const MADE_UP = "demo";

const INT_MAX = 2_147_483_647;
const TAGS_MAX = 32;
const TEXT_MAX = 512;

/** A call that is not settled by then never will be: whoever made it died. */
export const RESERVATION_MS = 15 * 60_000;

/** The row of a call that was settled. Figures that make no sense count as none, so that nobody gains by them. */
export function settledRow({ id, at, keyId, userHash }: CallFacts, settlement: Settlement): LedgerRow {
  const { requestId, end, model, provider, usage, cost, priceVersion, firstTokenMs, kind } = settlement;
  return {
    id,
    at,
    keyId,
    kind,
    model: storable(model),
    provider: storable(provider),
    end,
    promptTokens: figure(usage.promptTokens),
    completionTokens: figure(usage.completionTokens),
    cachedTokens: figure(usage.cachedTokens),
    reasoningTokens: figure(usage.reasoningTokens),
    estimated: usage.estimated,
    cost: figure(cost),
    priceVersion: storable(priceVersion),
    firstTokenMs: firstTokenMs === null ? null : figure(firstTokenMs, INT_MAX),
    totalMs: figure(settlement.totalMs, INT_MAX),
    attempts: figure(settlement.attempts, INT_MAX),
    routeReason: storable(settlement.routeReason),
    tags: settlement.tags.slice(0, TAGS_MAX).map(storable),
    sessionId: settlement.sessionId === null ? null : storable(settlement.sessionId),
    userHash,
    requestId: storable(requestId),
  };
}

/** The row of a call that nobody settled: it failed, and its prompt is charged, since the provider may have read it. */
export function lapsedRow({ promptTokens, promptCost, ...facts }: CallFacts): LedgerRow {
  return {
    ...facts,
    model: storable(facts.model),
    provider: "",
    end: "failed",
    promptTokens: figure(promptTokens),
    completionTokens: 0,
    cachedTokens: 0,
    reasoningTokens: 0,
    estimated: true,
    cost: figure(promptCost),
    priceVersion: "",
    firstTokenMs: null,
    totalMs: RESERVATION_MS,
    attempts: 0,
    routeReason: "never settled",
    tags: [],
    sessionId: null,
    requestId: null,
  };
}

/** Tokens of a row that count against quotas. */
export function tokensOf({ promptTokens, completionTokens }: TokenUsage): number {
  return promptTokens + completionTokens;
}

/** A whole number, none below zero: of measures with fractions the nearest one. */
export function figure(value: number, max = Number.MAX_SAFE_INTEGER): number {
  return value > 0 ? Math.min(max, Math.round(value)) : 0;
}

/** Text that Postgres takes: a caller's tag must not keep a row from it. */
function storable(text: string): string {
  return text.replaceAll("\u0000", "").slice(0, TEXT_MAX).toWellFormed();
}
