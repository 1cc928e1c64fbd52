/** A Meter is compared with a plain model over thousands of random steps, with sleep, outages and a month's turn in between. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { KeyId, ReservationId } from "@/lib/platform/ids";
import { monthOf } from "@/lib/quotas/core/month";
import { CALL_ENDS, type KeyLimits, type KeyRecord, type TenantQuotas } from "@/lib/quotas/protocol";
import { FakeLedger } from "../testing/fake-ledger";
import { TestMeter } from "../testing/meter-client";

/** In each of two runs. */
const STEPS = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ZONE = "Asia/Kathmandu";
const QUOTAS: TenantQuotas = {
  requestsPerMonth: 200,
  tokensPerMonth: 60_000,
  costPerMonth: 5_000_000,
  concurrentStreams: 12,
};

interface ModelCall {
  id: ReservationId;
  keyId: KeyId;
  at: number;
  month: string;
  stream: boolean;
  open: boolean;
  tokens: number;
  cost: number;
  promptTokens: number;
  promptCost: number;
}

let ledger: FakeLedger;
beforeEach(() => {
  ledger = new FakeLedger();
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

for (const seed of [1, 20_401]) {
  it(`agrees with a recount at every step, and never exceeds a quota (seed ${seed})`, async () => {
    const turn = monthOf(ZONE, Date.UTC(2040, 5, 15)).until;
    vi.useFakeTimers({ toFake: ["Date"], now: turn - 40 * MINUTE });
    const random = randomOf(seed);
    const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
    const upTo = (max: number) => Math.floor(random() * (max + 1));
    const meter = new TestMeter();
    await meter.policy({ quotas: QUOTAS, zone: ZONE, tier: "pro" });
    const free = {
      requestsPerMinute: null,
      burst: null,
      tokensPerHour: null,
      concurrentStreams: null,
      costPerMonth: null,
    };
    const limits: KeyLimits[] = [
      free,
      { ...free, tokensPerHour: 4_000 },
      { ...free, costPerMonth: 900_000, concurrentStreams: 4 },
      { ...free, requestsPerMinute: 6, burst: 3 },
    ];
    const keys: KeyRecord[] = [];
    for (const each of limits) keys.push(await meter.key({ limits: each }));
    const calls: ModelCall[] = [];
    const refused = new Map<string, number>();

    const lapse = () => {
      for (const call of calls) {
        if (!call.open || call.at + 15 * MINUTE > Date.now()) continue;
        Object.assign(call, { open: false, tokens: call.promptTokens, cost: call.promptCost });
      }
    };
    const reserve = async () => {
      const key = pick(keys) as KeyRecord;
      const [promptTokens, promptCost, stream] = [upTo(50), upTo(2_000), random() < 0.5];
      const ask = {
        stream,
        promptTokens,
        promptCost,
        tokensMax: promptTokens + upTo(400),
        costMax: promptCost + upTo(30_000),
      };
      const answer = await meter.reserve(key, { ...ask, userHash: pick([null, "ada", "bob"]) ?? null });
      if (answer.status === "refused") refused.set(answer.limit ?? "", (refused.get(answer.limit ?? "") ?? 0) + 1);
      if (answer.status !== "reserved") return;
      const { keyId } = key;
      const month = monthOf(ZONE, Date.now()).label;
      const held = { tokens: ask.tokensMax, cost: ask.costMax, open: true, at: Date.now() };
      calls.push({ ...ask, ...held, id: answer.reservationId, keyId, month });
    };
    const settle = async () => {
      const call = pick(calls.filter(({ open }) => open).slice(-20)) ?? pick(calls);
      if (!call) return;
      // One that is not open any more is settled again, with other figures: that must change nothing.
      const [tokens, cost] = [upTo(call.tokens), upTo(call.cost)];
      await meter.settle(call.id, tokens, cost, { end: pick(CALL_ENDS) ?? "ok" });
      if (call.open) Object.assign(call, { open: false, tokens, cost });
    };
    const answers = [{ kind: "ok" }, { kind: "ok" }, { kind: "down" }, { kind: "lost" }] as const;
    const steps: [number, () => unknown][] = [
      [0.5, reserve],
      [0.8, settle],
      [0.83, () => meter.evict()],
      [0.86, () => meter.ring()],
      [0.88, () => (ledger.answer = () => pick(answers) ?? { kind: "ok" })],
      [0.885, () => vi.setSystemTime(Date.now() + 16 * MINUTE)],
      [1, () => vi.setSystemTime(Date.now() + upTo(30_000))],
    ];

    for (let step = 0; step < STEPS; step++) {
      const die = random();
      await steps.find(([below]) => die < below)?.[1]();
      lapse();
      const month = monthOf(ZONE, Date.now());
      const mine = calls.filter((call) => call.month === month.label);
      const sum = (of: ModelCall[], what: "tokens" | "cost") => of.reduce((all, call) => all + call[what], 0);
      const [open, settled] = [mine.filter((call) => call.open), mine.filter((call) => !call.open)];
      const expected = {
        from: month.from,
        until: month.until,
        requests: mine.length,
        tokens: sum(settled, "tokens"),
        cost: sum(settled, "cost"),
        reservedTokens: sum(open, "tokens"),
        reservedCost: sum(open, "cost"),
        openStreams: calls.filter((call) => call.open && call.stream).length,
      };
      expect(await meter.usage()).toEqual(expected);
      expect(expected.requests).toBeLessThanOrEqual(QUOTAS.requestsPerMonth ?? 0);
      expect(expected.tokens + expected.reservedTokens).toBeLessThanOrEqual(QUOTAS.tokensPerMonth ?? 0);
      expect(expected.cost + expected.reservedCost).toBeLessThanOrEqual(QUOTAS.costPerMonth ?? 0);
      expect(expected.openStreams).toBeLessThanOrEqual(QUOTAS.concurrentStreams ?? 0);
      const [, hourly, costly] = keys.map(({ keyId }) => calls.filter((call) => call.keyId === keyId)) as [
        ModelCall[],
        ModelCall[],
        ModelCall[],
      ];
      const hour = hourly.filter(({ at }) => at > Date.now() - HOUR);
      expect(sum(hour, "tokens")).toBeLessThanOrEqual(4_000);
      expect(
        sum(
          costly.filter((call) => call.month === month.label),
          "cost",
        ),
      ).toBeLessThanOrEqual(900_000);
      expect(costly.filter((call) => call.open && call.stream).length).toBeLessThanOrEqual(4);
    }

    // It was busy: both months have calls, and most kinds of limits were met.
    expect(new Set(calls.map(({ month }) => month)).size).toBe(2);
    expect(refused.size).toBeGreaterThanOrEqual(4);
    vi.setSystemTime(Date.now() + 16 * MINUTE);
    lapse();
    ledger.answer = () => ({ kind: "ok" });
    await meter.ring();
    expect(await meter.flush()).toBe(0);

    // The ledger, recounted, is the model and the totals.
    expect(ledger.arrivals).toBe(calls.length);
    const told = [...ledger.rows.values()].map(({ id, at, cost, ...row }) => ({
      id,
      at,
      cost,
      tokens: row.promptTokens + row.completionTokens,
    }));
    const known = calls.map(({ id, at, cost, tokens }) => ({ id, at, cost, tokens }));
    const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
    expect(told.toSorted(byId)).toEqual(known.toSorted(byId));
    const recount = new Map<string, [number, number, number]>();
    for (const row of ledger.rows.values()) {
      for (const subject of ["", row.keyId]) {
        const group = `${monthOf(ZONE, row.at).label} ${subject}`;
        const [requests, tokens, cost] = recount.get(group) ?? [0, 0, 0];
        recount.set(group, [requests + 1, tokens + row.promptTokens + row.completionTokens, cost + row.cost]);
      }
    }
    const totals = await meter.sql("SELECT month || ' ' || subject, requests, tokens, cost FROM totals");
    expect(new Map(totals.map(([group, ...figures]) => [group, figures]))).toEqual(recount);
  }, 180_000);
}

/** The same numbers for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
