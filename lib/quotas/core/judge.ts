/** Whether a call may begin: everything it can come to must fit into every limit, beside all that open calls hold. */
import type { KeyRecord, MeterRefusal, ReserveAsk, TenantPolicy } from "../protocol";
import { keySubject, TENANT, userSubject, type Book } from "./book";
import { limitView } from "./limit-view";
import type { Month } from "./month";
import { rulesOf } from "./rules";

/** Every limit there is, as `metadata` and docs/reference/quotas.md name it. */
export const LIMIT_NAMES = [
  "tenant_requests_per_month",
  "tenant_tokens_per_month",
  "tenant_cost_per_month",
  "tenant_concurrent_streams",
  "key_cost_per_month",
  "key_concurrent_streams",
  "key_tokens_per_hour",
  "key_requests_per_minute",
  "user_requests_per_minute",
] as const;
export type LimitName = (typeof LIMIT_NAMES)[number];

export interface Case {
  ask: Pick<ReserveAsk, "stream" | "userHash" | "tokensMax" | "costMax">;
  key: KeyRecord;
  policy: TenantPolicy;
  month: Month;
}

interface Refused {
  code: "rate_limited" | "quota_exceeded";
  limit: LimitName;
  message: string;
  /** Null: waiting does not help. */
  retryAfterMs: number | null;
}

/** Open calls end within seconds, and give back what they did not need. */
const IN_FLIGHT_RETRY_MS = 2_000;

/** Null when the call may begin. What lasts longest is said first: it makes no sense to wait for the lesser limit. */
export function judge(book: Book, { ask, key, policy, month }: Case, now: number): MeterRefusal | null {
  const found =
    overMonth(book, { ask, key, policy, month }, now) ??
    overStreams(book, { ask, key, policy, month }) ??
    overHour(book, ask.tokensMax, key, now) ??
    overMinute(book, ask.userHash, key, policy, now);
  if (!found) return null;
  const { retryAfterMs, ...refused } = found;
  return {
    status: "refused",
    ...refused,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    view: limitView(book, key, policy, now),
  };
}

function overMonth(book: Book, { ask, key, policy, month }: Case, now: number): Refused | null {
  const { quotas } = policy;
  const spent = book.spent(month.label, TENANT);
  const held = book.held(month.label, key.keyId);
  const lines: { limit: LimitName; what: string; max: number | null; used: number; held: number; asked: number }[] = [
    {
      limit: "tenant_requests_per_month",
      what: "requests",
      max: quotas.requestsPerMonth,
      used: spent.requests,
      held: held.tenant.requests,
      asked: 1,
    },
    {
      limit: "tenant_tokens_per_month",
      what: "tokens",
      max: quotas.tokensPerMonth,
      used: spent.tokens,
      held: held.tenant.tokens,
      asked: ask.tokensMax,
    },
    {
      limit: "tenant_cost_per_month",
      what: "money",
      max: quotas.costPerMonth,
      used: spent.cost,
      held: held.tenant.cost,
      asked: ask.costMax,
    },
    {
      limit: "key_cost_per_month",
      what: "money",
      max: key.limits.costPerMonth,
      used: book.spent(month.label, key.keyId).cost,
      held: held.key.cost,
      asked: ask.costMax,
    },
  ];
  for (const line of lines) {
    if (line.max === null || line.used + line.held + line.asked <= line.max) continue;
    const inFlight = line.used + line.asked <= line.max;
    const whose = line.limit.startsWith("key") ? "this API key" : "the organisation";
    const message = inFlight
      ? `What is left of the month's ${line.what} of ${whose} is held by calls that are running.`
      : `This call may come to more than is left of the month's ${line.what} of ${whose}.`;
    const retryAfterMs = inFlight ? IN_FLIGHT_RETRY_MS : month.until - now;
    return { code: "quota_exceeded", limit: line.limit, message, retryAfterMs };
  }
  return null;
}

function overStreams(book: Book, { ask, key, policy, month }: Case): Refused | null {
  if (!ask.stream) return null;
  const held = book.held(month.label, key.keyId);
  const full = (max: number | null, streams: number) => max !== null && streams >= max;
  const limit = full(policy.quotas.concurrentStreams, held.tenant.streams)
    ? "tenant_concurrent_streams"
    : full(key.limits.concurrentStreams, held.key.streams)
      ? "key_concurrent_streams"
      : null;
  if (limit === null) return null;
  const whose = limit === "key_concurrent_streams" ? "This API key" : "The organisation";
  const message = `${whose} has as many streams open as it may.`;
  return { code: "rate_limited", limit, message, retryAfterMs: IN_FLIGHT_RETRY_MS };
}

function overHour(book: Book, tokens: number, key: KeyRecord, now: number): Refused | null {
  const { tokensPerHour } = key.limits;
  if (tokensPerHour === null) return null;
  const retryAfterMs = book.windowOf(key.keyId).waitMs(tokens, tokensPerHour, now);
  if (retryAfterMs === 0) return null;
  const message =
    retryAfterMs === null
      ? "This call may come to more tokens than this API key has in an hour."
      : "This API key has no tokens left in this hour for this call.";
  return { code: "rate_limited", limit: "key_tokens_per_hour", message, retryAfterMs };
}

function overMinute(
  book: Book,
  user: string | null,
  key: KeyRecord,
  policy: TenantPolicy,
  now: number,
): Refused | null {
  const rules = rulesOf(key, policy);
  const keyWaitMs = rules.key ? book.rates.waitMs(keySubject(key.keyId), rules.key, now) : 0;
  const userWaitMs = rules.user && user !== null ? book.rates.waitMs(userSubject(user), rules.user, now) : 0;
  const retryAfterMs = Math.max(keyWaitMs, userWaitMs);
  if (retryAfterMs === 0) return null;
  const message = "Too many requests in a short time.";
  const limit = keyWaitMs >= userWaitMs ? "key_requests_per_minute" : "user_requests_per_minute";
  return { code: "rate_limited", limit, message, retryAfterMs };
}
