import { describe, expect, it } from "vitest";
import { newId, type KeyId, type ReservationId } from "../../platform/ids";
import type { KeyLimits, KeyRecord, TenantPolicy, TenantQuotas } from "../protocol";
import { Book, type OpenCall } from "./book";
import { judge, type Case } from "./judge";
import { limitView } from "./limit-view";
import { monthOf } from "./month";
import { rulesOf } from "./rules";
import { TIER_KEY_LIMITS, TIER_QUOTAS, TIER_USER_REQUESTS_PER_MINUTE } from "./tiers";

const NOW = Date.UTC(2030, 5, 15);
const month = monthOf("UTC", NOW);
const keyId = newId<KeyId>();

function caseOf(
  quotas: Partial<TenantQuotas> = {},
  limits: Partial<KeyLimits> = {},
  ask: Partial<Case["ask"]> = {},
): Case {
  return {
    month,
    ask: { stream: false, userHash: null, tokensMax: 10, costMax: 100, ...ask },
    key: {
      keyId,
      secretHash: "",
      scopes: ["chat"],
      limits: { ...TIER_KEY_LIMITS.enterprise, ...limits },
      models: null,
      tools: null,
      expiresAt: null,
      endsAt: null,
      version: 1,
    } satisfies KeyRecord,
    policy: {
      version: 1,
      status: "active",
      tier: "free",
      quotas: { ...TIER_QUOTAS.enterprise, ...quotas },
      zone: "UTC",
      defaultModel: null,
      models: null,
      tools: null,
      systemPrompt: "",
      apiOrigins: [],
    } satisfies TenantPolicy,
  };
}

function begin(book: Book, of: Case, change: Partial<OpenCall> = {}): ReservationId {
  const id = newId<ReservationId>();
  const { stream, userHash: user, tokensMax: tokens, costMax: cost } = of.ask;
  const call = { id, keyId, user, month: month.label, at: NOW, stream, tokens, cost, ...change };
  book.begin(call, rulesOf(of.key, of.policy));
  return id;
}

describe("a call", () => {
  it("may begin where nothing limits it, and up to the last unit where something does", () => {
    const book = new Book();
    expect(judge(book, caseOf(), NOW)).toBeNull();
    const exact = caseOf({ requestsPerMonth: 1, tokensPerMonth: 10, costPerMonth: 100 }, { costPerMonth: 100 });
    expect(judge(book, exact, NOW)).toBeNull();
    expect(judge(book, caseOf({ tokensPerMonth: 9 }), NOW)).toMatchObject({ limit: "tenant_tokens_per_month" });
    expect(judge(book, caseOf({ costPerMonth: 99 }), NOW)).toMatchObject({ limit: "tenant_cost_per_month" });
    expect(judge(book, caseOf({}, { costPerMonth: 99 }), NOW)).toMatchObject({ limit: "key_cost_per_month" });
    expect(judge(book, caseOf({ requestsPerMonth: 0 }), NOW)).toMatchObject({ limit: "tenant_requests_per_month" });
  });

  it("is told to come back soon when running calls hold what is left, and next month when it is used", () => {
    const book = new Book();
    const one = caseOf({ tokensPerMonth: 15 });
    const id = begin(book, one);
    expect(judge(book, one, NOW)).toMatchObject({ code: "quota_exceeded", retryAfterMs: 2_000 });
    book.end(id, { tokens: 6, cost: 0 });
    expect(judge(book, one, NOW)).toMatchObject({ code: "quota_exceeded", retryAfterMs: month.until - NOW });
    expect(judge(book, caseOf({ tokensPerMonth: 16 }), NOW)).toBeNull();
  });

  it("is not held back by a call of another month, except by its stream", () => {
    const book = new Book();
    const one = caseOf({ tokensPerMonth: 10, concurrentStreams: 1 }, {}, { stream: true });
    begin(book, one, { month: "2030-05" });
    expect(judge(book, one, NOW)).toMatchObject({ code: "rate_limited", limit: "tenant_concurrent_streams" });
    expect(judge(book, { ...one, ask: { ...one.ask, stream: false } }, NOW)).toBeNull();
  });

  it("is told of the limit that lasts longest, and no wait where waiting does not help", () => {
    const book = new Book();
    const all = caseOf({ tokensPerMonth: 5 }, { requestsPerMinute: 1, tokensPerHour: 5 });
    begin(book, caseOf({}, { requestsPerMinute: 1 }));
    expect(judge(book, all, NOW)).toMatchObject({ limit: "tenant_tokens_per_month" });
    const hour = judge(book, caseOf({}, { requestsPerMinute: 1, tokensPerHour: 5 }), NOW);
    expect(hour).toMatchObject({ code: "rate_limited", limit: "key_tokens_per_hour" });
    expect(hour).not.toHaveProperty("retryAfterMs");
    expect(judge(book, caseOf({}, { requestsPerMinute: 1 }), NOW)).toMatchObject({
      code: "rate_limited",
      limit: "key_requests_per_minute",
      retryAfterMs: 60_000,
      view: { requests: { limit: 1, remaining: 0, resetMs: 60_000 }, tokens: null },
    });
  });

  it("counts under its user where it has one, in the tier's measure", () => {
    const book = new Book();
    const ada = caseOf({}, {}, { userHash: "ada" });
    for (let i = 0; i < (TIER_USER_REQUESTS_PER_MINUTE.free ?? 0); i++) begin(book, ada);
    expect(judge(book, ada, NOW)).toMatchObject({ limit: "user_requests_per_minute", retryAfterMs: 1_000 });
    expect(judge(book, caseOf({}, {}, { userHash: "bob" }), NOW)).toBeNull();
    expect(judge(book, { ...ada, policy: { ...ada.policy, tier: "enterprise" } }, NOW)).toBeNull();
  });
});

it("a key's view tells nothing below zero, and nothing of limits it does not have", () => {
  const book = new Book();
  const { key, policy } = caseOf({}, { tokensPerHour: 100 });
  const id = begin(book, caseOf());
  book.end(id, { tokens: 130, cost: 0 });
  expect(limitView(book, key, policy, NOW)).toEqual({
    requests: null,
    tokens: { limit: 100, remaining: 0, resetMs: 3_660_000 },
  });
});
