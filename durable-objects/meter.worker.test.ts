import { runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { newId, type KeyId, type ReservationId, type TenantId } from "@/lib/platform/ids";
import { UNKNOWN_KEY } from "@/lib/quotas/core/proof";
import type { KeyRecord, ReserveAsk } from "@/lib/quotas/protocol";
import { FakeLedger } from "./testing/fake-ledger";
import { TestMeter } from "./testing/meter-client";

const MINUTE = 60_000;
/** Later than any real clock here, so that no alarm rings unless a test rings it. */
const NOW = Date.UTC(2040, 5, 15, 12);

let ledger: FakeLedger;
beforeEach(() => {
  ledger = new FakeLedger();
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);
const hundred = (meter: TestMeter, key: KeyRecord, change: Partial<ReserveAsk> = {}) =>
  Promise.all(Array.from({ length: 100 }, () => meter.reserve(key, change)));

describe("a hundred calls at once for the last fifty units", () => {
  const lines = {
    requests: [{ requestsPerMonth: 60 }, {}, "tenant_requests_per_month"],
    tokens: [{ tokensPerMonth: 60 * 7 }, {}, "tenant_tokens_per_month"],
    money: [{ costPerMonth: 60 * 9 }, {}, "tenant_cost_per_month"],
    "money of a key": [{}, { costPerMonth: 60 * 9 }, "key_cost_per_month"],
    "tokens of an hour": [{}, { tokensPerHour: 60 * 7 }, "key_tokens_per_hour"],
    "requests of a minute": [{}, { requestsPerMinute: 60 }, "key_requests_per_minute"],
  } as const;
  for (const [name, [quotas, limits, limit]] of Object.entries(lines)) {
    it(`lets exactly fifty through: ${name}`, async () => {
      const { meter, key } = await TestMeter.of(quotas, limits);
      const units = { tokensMax: 7, costMax: 9 };
      for (let i = 0; i < 10; i++) await meter.settle(await meter.open(key, units), 7, 9);
      await meter.evict();
      const answers = await hundred(meter, key, units);
      expect(answers.filter(({ status }) => status === "reserved")).toHaveLength(50);
      const refused = answers.filter((answer) => answer.status === "refused");
      expect(new Set(refused.map((answer) => answer.limit))).toEqual(new Set([limit]));
      expect(refused.every(({ retryAfterMs = 0 }) => retryAfterMs > 0)).toBe(true);
    });
  }

  it("counts open streams, of the tenant and of the key, and frees each when it is settled", async () => {
    const { meter, key } = await TestMeter.of({ concurrentStreams: 50 }, { concurrentStreams: 30 });
    const other = await meter.key();
    const mine = await hundred(meter, key, { stream: true });
    expect(mine.filter(({ status }) => status === "reserved")).toHaveLength(30);
    expect(mine.find(({ status }) => status === "refused")).toMatchObject({ limit: "key_concurrent_streams" });
    const others = await hundred(meter, other, { stream: true });
    expect(others.filter(({ status }) => status === "reserved")).toHaveLength(20);
    expect(await meter.reserve(other, { stream: true })).toMatchObject({ limit: "tenant_concurrent_streams" });
    expect(await meter.reserve(key)).toMatchObject({ status: "reserved" });
    for (const answer of mine.slice(0, 3)) {
      if (answer.status === "reserved") await meter.settle(answer.reservationId, 0, 0, { end: "aborted" });
    }
    await meter.evict();
    expect((await hundred(meter, other, { stream: true })).filter(({ status }) => status === "reserved")).toHaveLength(
      3,
    );
    expect((await meter.usage()).openStreams).toBe(50);
  });
});

describe("reserve and settle", () => {
  it("give back what a call did not need, and hold what it may", async () => {
    const { meter, key } = await TestMeter.of({ tokensPerMonth: 100 });
    const first = await meter.open(key, { tokensMax: 80, costMax: 8 });
    expect(await meter.reserve(key, { tokensMax: 30 })).toMatchObject({ code: "quota_exceeded", retryAfterMs: 2_000 });
    expect(await meter.usage()).toMatchObject({ requests: 1, tokens: 0, reservedTokens: 80, reservedCost: 8 });
    await meter.settle(first, 20, 3);
    expect(await meter.usage()).toMatchObject({ requests: 1, tokens: 20, cost: 3, reservedTokens: 0 });
    const month = Date.UTC(2040, 6, 1) - NOW;
    expect(await meter.reserve(key, { tokensMax: 81 })).toMatchObject({ code: "quota_exceeded", retryAfterMs: month });
    await meter.open(key, { tokensMax: 80 });
  });

  it("count a settlement once, however often it is sent, and also when the answer was lost to a restart", async () => {
    const { meter, key } = await TestMeter.of();
    const id = await meter.open(key, { tokensMax: 10 });
    const settlement = meter.settlement(id, 5, 50);
    await Promise.all([meter.rpc.settle(settlement), meter.rpc.settle(settlement)]);
    await meter.evict();
    await meter.rpc.settle({ ...settlement, cost: 70 });
    await meter.settle(newId<ReservationId>(), 5, 50);
    expect(await meter.usage()).toMatchObject({ requests: 1, tokens: 5, cost: 50 });
    expect(await meter.flush()).toBe(0);
    await meter.rpc.settle(settlement);
    expect(await meter.flush()).toBe(0);
    expect([...ledger.rows.values()]).toMatchObject([{ id, cost: 50, promptTokens: 5, keyId: key.keyId, end: "ok" }]);
    expect(ledger.arrivals).toBe(1);
  });

  it("charge the prompt of a call that is never settled, after a quarter of an hour, and then count no word of it", async () => {
    const { meter, key } = await TestMeter.of({ concurrentStreams: 1 });
    const id = await meter.open(key, { stream: true, tokensMax: 100, costMax: 90, promptTokens: 40, promptCost: 7 });
    await meter.evict();
    pass(15 * MINUTE - 1);
    await meter.ring();
    expect(await meter.usage()).toMatchObject({ tokens: 0, reservedTokens: 100, openStreams: 1 });
    pass(1);
    await meter.ring();
    await meter.settle(id, 90, 80);
    expect(await meter.usage()).toMatchObject({ requests: 1, tokens: 40, cost: 7, reservedTokens: 0, openStreams: 0 });
    await meter.flush();
    expect(ledger.rows.get(id)).toMatchObject({ end: "failed", estimated: true, promptTokens: 40, cost: 7 });
  });

  it("wait for no alarm: a call that should have lapsed holds nothing back", async () => {
    const { meter, key } = await TestMeter.of({ tokensPerMonth: 100 });
    await meter.open(key, { tokensMax: 100 });
    await runInDurableObject(meter.stub, (_instance, state) => state.storage.deleteAlarm());
    pass(15 * MINUTE);
    await meter.open(key, { tokensMax: 100 });
  });

  it("take figures that make no sense for none", async () => {
    const { meter, key } = await TestMeter.of({ tokensPerMonth: 100 });
    const id = await meter.open(key, { tokensMax: 50 });
    await meter.settle(id, -500, Number.NaN, { totalMs: 1.6, tags: ["a\u0000b", "\ud800"] });
    expect(await meter.usage()).toMatchObject({ tokens: 0, cost: 0 });
    await meter.flush();
    expect(ledger.rows.get(id)).toMatchObject({ promptTokens: 0, cost: 0, totalMs: 2, tags: ["ab", "\ufffd"] });
  });
});

describe("keys", () => {
  it("give one answer for a wrong secret, a foreign key, a missing one and another tenant's Meter", async () => {
    const { meter, key } = await TestMeter.of();
    const { meter: other, key: foreign } = await TestMeter.of();
    const asks = [
      meter.ask(key, { secretHash: "b".repeat(64) }),
      meter.ask(key, { secretHash: "" }),
      meter.ask(foreign),
      meter.ask(key, { keyId: newId<KeyId>() }),
      { ...other.ask(foreign), tenantId: other.tenantId },
    ];
    for (const ask of asks) {
      expect(await meter.rpc.reserve(ask)).toEqual(UNKNOWN_KEY);
      expect(await meter.rpc.identify(ask)).toEqual(UNKNOWN_KEY);
    }
    const nobody = new TestMeter();
    expect(await nobody.rpc.identify({ ...nobody.ask(key) })).toEqual(UNKNOWN_KEY);
    // Guessing leaves nothing behind.
    expect(await nobody.sql("SELECT name FROM sqlite_master WHERE name = 'calls'")).toEqual([]);
  });

  it("are refused from the next call on when they are revoked, expire or their tenant is suspended", async () => {
    const { meter, key } = await TestMeter.of();
    const proof = meter.ask(key);
    expect(await meter.rpc.identify(proof)).toMatchObject({ status: "known", key: { keyId: key.keyId } });
    await meter.rpc.putKey(meter.tenantId, { ...key, version: 2, endsAt: NOW + 1_000 });
    await meter.open(key);
    pass(1_000);
    const revoked = { status: "refused", code: "unauthenticated", message: "This API key was revoked." };
    expect(await meter.reserve(key)).toMatchObject(revoked);
    // A word that comes late undoes nothing.
    await meter.rpc.putKey(meter.tenantId, key);
    await meter.evict();
    expect(await meter.reserve(key)).toMatchObject(revoked);
    expect(await meter.rpc.identify(proof)).toMatchObject(revoked);

    const next = await meter.key({ expiresAt: NOW + 2_000 });
    await meter.open(next);
    const policy = await meter.policy({ status: "suspended" });
    expect(await meter.reserve(next)).toMatchObject({ code: "forbidden" });
    await meter.rpc.putPolicy(meter.tenantId, { ...policy, version: 1, status: "active" });
    expect(await meter.rpc.identify(meter.ask(next))).toMatchObject({ code: "forbidden" });
    await meter.policy();
    await meter.open(next);
    pass(1_000);
    expect(await meter.reserve(next)).toMatchObject({ code: "unauthenticated" });
  });

  it("are held to their scopes and models, and to the policy that the caller knows", async () => {
    const { meter } = await TestMeter.of();
    const key = await meter.key({ models: ["fake/small"], scopes: ["chat", "embeddings"] });
    expect(await meter.reserve(key, { scope: "tools" })).toMatchObject({ code: "forbidden" });
    expect(await meter.reserve(key, { model: "fake/large" })).toMatchObject({ code: "forbidden" });
    await meter.open(key, { scope: "embeddings" });
    const ask = meter.ask(key);
    const policy = await meter.policy({ models: ["fake/large"] });
    expect(await meter.rpc.reserve(ask)).toEqual({ status: "stale", policy });
    expect(await meter.reserve(key)).toMatchObject({ code: "forbidden" });
  });

  it("that the Meter was never told of are looked up once, and found again after sleep without asking", async () => {
    const meter = new TestMeter();
    const { meter: source, key } = await TestMeter.of();
    const policy = await source.policy({ version: 0 });
    const asked: string[] = [];
    const loaders = {
      key: async (_tenant: TenantId, id: KeyId) => {
        asked.push(id);
        return id === key.keyId ? key : null;
      },
      policy: async () => policy,
    };
    const use = (given: object) =>
      runInDurableObject(meter.stub, (instance) => Object.assign(instance, { loaders: given }));
    await use(loaders);
    const answers = await Promise.all(Array.from({ length: 20 }, () => meter.rpc.identify(meter.ask(key))));
    expect(answers.every(({ status }) => status === "known")).toBe(true);
    const missing = meter.ask(key, { keyId: newId<KeyId>() });
    for (let i = 0; i < 5; i++) expect(await meter.rpc.identify(missing)).toEqual(UNKNOWN_KEY);
    expect(asked).toEqual([key.keyId, missing.keyId]);
    pass(31_000);
    await meter.rpc.identify(missing);
    expect(asked).toHaveLength(3);
    await meter.evict();
    expect(await meter.reserve(key, { policyVersion: 0 })).toMatchObject({ status: "reserved" });
    await use({ ...loaders, key: () => Promise.reject(new Error("away")) });
    expect(await meter.rpc.identify({ ...missing, keyId: newId<KeyId>() })).toMatchObject({ code: "unavailable" });
    expect(await meter.reserve(key, { policyVersion: 0 })).toMatchObject({ status: "reserved" });
  });

  it("cannot be guessed fast: guesses are slowed down, whichever way they are wrong, and a true key is not", async () => {
    const { meter, key } = await TestMeter.of();
    let lookups = 0;
    const loaders = { key: async () => (lookups++, null), policy: () => Promise.reject(new Error("not needed")) };
    await runInDurableObject(meter.stub, (instance) => Object.assign(instance, { loaders }));
    for (let i = 0; i < 300; i++) await meter.rpc.identify(meter.ask(key, { keyId: newId<KeyId>() }));
    expect(lookups).toBeLessThanOrEqual(60);
    const missing = await meter.rpc.identify(meter.ask(key, { keyId: newId<KeyId>() }));
    expect(missing).toMatchObject({ code: "rate_limited" });
    expect(await meter.rpc.identify(meter.ask(key, { secretHash: "b".repeat(64) }))).toEqual(missing);
    await meter.open(key);
  });
});

describe("time", () => {
  it("starts a month anew at its midnight in the tenant's zone, and counts a call where it began", async () => {
    const { meter, key } = await TestMeter.of({ requestsPerMonth: 2 });
    const quotas = { requestsPerMonth: 2, tokensPerMonth: null, costPerMonth: null, concurrentStreams: null };
    await meter.policy({ quotas, zone: "Asia/Kolkata" });
    const turn = Date.UTC(2040, 5, 30, 18, 30);
    vi.setSystemTime(turn - 2);
    await meter.settle(await meter.open(key), 5);
    const late = await meter.open(key, { tokensMax: 9 });
    pass(1);
    expect(await meter.reserve(key)).toMatchObject({ limit: "tenant_requests_per_month", retryAfterMs: 2_000 });
    expect(await meter.usage()).toMatchObject({ until: turn, requests: 2 });
    pass(1);
    await meter.evict();
    expect(await meter.usage()).toMatchObject({ from: turn, requests: 0, tokens: 0, reservedTokens: 0 });
    await meter.open(key);
    await meter.settle(late, 9);
    expect(await meter.usage()).toMatchObject({ requests: 1, tokens: 0 });
    expect(await meter.sql("SELECT month, requests, tokens FROM totals WHERE subject = ''")).toEqual([
      ["2040-06", 2, 14],
    ]);
  });

  it("does not start anew when the zone is changed", async () => {
    const { meter, key } = await TestMeter.of();
    await meter.settle(await meter.open(key), 5);
    await meter.policy({ zone: "Pacific/Auckland" });
    expect(await meter.usage()).toMatchObject({ requests: 1, tokens: 5 });
  });

  it("gives requests back as it passes, also over a sleep, and tells what is left", async () => {
    const { meter, key } = await TestMeter.of({}, { requestsPerMinute: 60, burst: 2, tokensPerHour: 100 });
    expect(await meter.reserve(key, { tokensMax: 30 })).toMatchObject({
      view: {
        requests: { limit: 60, remaining: 1, resetMs: 1_000 },
        tokens: { limit: 100, remaining: 70, resetMs: 61 * MINUTE },
      },
    });
    await meter.open(key);
    await meter.evict();
    expect(await meter.reserve(key)).toMatchObject({ code: "rate_limited", retryAfterMs: 1_000 });
    pass(1_000);
    await meter.open(key);
    expect(await meter.reserve(key)).toMatchObject({ limit: "key_requests_per_minute" });
    pass(1_000);
    expect(await meter.reserve(key, { tokensMax: 99 })).toMatchObject({ limit: "key_tokens_per_hour" });
    await meter.open(key);
  });

  it("counts requests of each user of a caller apart", async () => {
    const { meter, key } = await TestMeter.of();
    await meter.policy({ tier: "free" });
    for (let i = 0; i < 60; i++) await meter.open(key, { userHash: "ada" });
    await meter.evict();
    expect(await meter.reserve(key, { userHash: "ada" })).toMatchObject({ limit: "user_requests_per_minute" });
    await meter.open(key, { userHash: "bob" });
    await meter.open(key);
  });
});

it("forgets everything of a tenant that is erased, and nothing for another tenant's word", async () => {
  const { meter, key } = await TestMeter.of();
  await meter.settle(await meter.open(key));
  await meter.rpc.erase(newId<TenantId>());
  expect(await meter.usage()).toMatchObject({ requests: 1 });
  ledger.answer = () => ({ kind: "down" });
  await Promise.all([meter.flush(), meter.rpc.erase(meter.tenantId)]);
  expect(await meter.alarm()).toBeNull();
  expect(await meter.sql("SELECT name FROM sqlite_master WHERE name = 'calls'")).toEqual([]);
  expect(await meter.rpc.identify(meter.ask(key))).toEqual(UNKNOWN_KEY);
});

describe("the ledger", () => {
  it("arrives in Postgres once, row for row, after it was away and answers were lost", async () => {
    const { meter, key } = await TestMeter.of();
    ledger.answer = () => ({ kind: "down" });
    const ids: string[] = [];
    for (let i = 0; i < 30; i++) {
      const id = await meter.open(key);
      await meter.settle(id, i, i);
      ids.push(id);
      if (i % 7 === 0) await meter.ring();
      if (i % 11 === 0) await meter.evict();
    }
    expect(await meter.flush()).toBe(30);
    expect(await meter.alarm()).not.toBeNull();
    ledger.answer = () => ({ kind: "lost" });
    pass(10_000);
    await meter.ring();
    ledger.answer = () => ({ kind: "ok" });
    pass(10_000);
    await meter.evict();
    await meter.ring();
    expect(await meter.flush()).toBe(0);
    expect([...ledger.rows.keys()].toSorted()).toEqual(ids.toSorted());
    expect(ledger.arrivals).toBe(30);
    expect(await meter.usage()).toMatchObject({ requests: 30, tokens: 435, cost: 435 });
    await meter.ring();
    expect(await meter.alarm()).toBeNull();
  });

  it("goes past a row that Postgres refuses, and brings it when that has changed", async () => {
    const { meter, key } = await TestMeter.of();
    const ids: ReservationId[] = [];
    for (let i = 0; i < 9; i++) ids.push(await meter.open(key));
    const bad = ids[4];
    ledger.answer = (rows) => (rows.some(({ id }) => id === bad) ? { kind: "refused", code: "22P05" } : { kind: "ok" });
    for (const id of ids) await meter.settle(id);
    for (let i = 0; i < 15; i++) {
      pass(2_000);
      await meter.ring();
    }
    expect(ledger.rows.size).toBe(8);
    const later = await meter.open(key);
    await meter.settle(later);
    await meter.flush();
    expect(ledger.rows.has(later)).toBe(true);
    expect(await meter.sql("SELECT tries FROM calls WHERE event IS NOT NULL")).toEqual([[10]]);
    ledger.answer = () => ({ kind: "ok" });
    pass(5 * MINUTE);
    await meter.evict();
    await meter.ring();
    expect(ledger.arrivals).toBe(10);
    expect(await meter.flush()).toBe(0);
  });

  it("is swept by the minute's round when the alarm is lost", async () => {
    const { meter, key } = await TestMeter.of();
    await meter.settle(await meter.open(key));
    await runInDurableObject(meter.stub, (_instance, state) => state.storage.deleteAlarm());
    await meter.sweep();
    expect(ledger.arrivals).toBe(1);
  });

  it("tells when keys were last used, whatever for, at most once a minute", async () => {
    const { meter, key } = await TestMeter.of();
    const other = await meter.key();
    for (let i = 0; i < 10; i++) {
      await meter.settle(await meter.open(key));
      if (i === 3) await meter.rpc.identify(meter.ask(other));
      await meter.rpc.identify(meter.ask(other, { secretHash: "b".repeat(64) }));
      await meter.ring();
      pass(10_000);
    }
    expect(ledger.touches).toEqual([
      { id: key.keyId, at: NOW },
      { id: other.keyId, at: NOW + 30_000 },
      { id: key.keyId, at: NOW + 60_000 },
    ]);
  });

  it("keeps no more rows than the hour needs", async () => {
    const { meter, key } = await TestMeter.of();
    await meter.settle(await meter.open(key));
    await meter.flush();
    pass(10 * MINUTE);
    const unsent = await meter.open(key);
    await meter.settle(unsent);
    ledger.answer = () => ({ kind: "down" });
    pass(62 * MINUTE);
    await meter.flush();
    expect(await meter.sql("SELECT id FROM calls")).toEqual([[unsent]]);
    ledger.answer = () => ({ kind: "ok" });
    await meter.evict();
    await meter.flush();
    expect(await meter.sql("SELECT id FROM calls")).toEqual([]);
    expect(ledger.arrivals).toBe(2);
    expect(await meter.usage()).toMatchObject({ requests: 2 });
  });
});
