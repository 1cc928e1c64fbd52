import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { newId, type KeyId, type ReservationId, type TenantId } from "@/lib/platform/ids";
import type { LimitView, MeterRpc, ReserveAnswer, ReserveAsk, Settlement, TenantPolicy } from "@/lib/quotas/protocol";
import { NO_USAGE } from "../core/tokens";
import { overOf, type CallAnswer, type ModelEntry } from "./call";
import { metered, type Metered } from "./metered";

const VIEW: LimitView = { requests: null, tokens: null };
const price = { version: "1", prompt: 2, cachedPrompt: 1, completion: 3 };
const modelOf = (id: string): ModelEntry => ({
  ...{ id, provider: "p", upstream: id, size: "small", kind: "chat", contextTokens: 8_000, outputTokensMax: 50 },
  ...{ tools: true, thinking: [], price },
});
const outcome = { end: "ok" as const, usage: { ...NO_USAGE, promptTokens: 4, completionTokens: 6 }, cost: 26 };
const over = { ...outcome, model: modelOf("one"), firstTokenMs: 5, totalMs: 9, attempts: [] };
const reserved: ReserveAnswer = { status: "reserved", reservationId: "r" as ReservationId, view: VIEW };

let asked: ReserveAsk[];
let settled: Settlement[];
let kept: Promise<void>[];
let settleFails: number;
beforeEach(() => {
  [asked, settled, kept, settleFails] = [[], [], [], 0];
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const run = (
  answers: (ReserveAnswer | Promise<ReserveAnswer>)[],
  call: Metered<CallAnswer>["call"],
  change: Partial<Metered<CallAnswer>> = {},
) => {
  const meter = {
    reserve: async (ask: ReserveAsk) => {
      asked.push(ask);
      return answers[asked.length - 1] ?? answers[0];
    },
    settle: async (settlement: Settlement) => {
      if (settleFails-- > 0) throw new Error("away");
      settled.push(settlement);
    },
  } as unknown as MeterRpc;
  const deps = { meter, now: () => 1_000, keep: (work: Promise<void>) => void kept.push(work) };
  return metered<CallAnswer>(deps, {
    proof: { tenantId: newId<TenantId>(), keyId: newId<KeyId>(), secretHash: "h" },
    policy: { version: 1 } as TenantPolicy,
    plan: ({ version }) => {
      const route = { chain: [modelOf(version === 1 ? "one" : "two")], reason: version === 1 ? "first" : "again" };
      return { status: "planned", route, bound: { tokensMax: 60, costMax: 200, promptTokens: 6, promptCost: 12 } };
    },
    call,
    over: overOf,
    signal: new AbortController().signal,
    requestId: "q",
    sessionId: "s",
    scope: "chat",
    stream: true,
    userHash: null,
    tags: [],
    ...change,
  });
};
const answered = async (): Promise<CallAnswer> => ({
  status: "stream",
  model: modelOf("one"),
  body: new ReadableStream(),
  over: Promise.resolve(over),
});

it("reserves the most it can come to, says when it may begin, and settles what it came to, once", async () => {
  const order: string[] = [];
  const call = () => {
    order.push("call");
    return answered();
  };
  expect(await run([reserved], call, { onReserved: () => void order.push("reserved") })).toMatchObject({
    ...{ status: "called", answer: { status: "stream" }, view: VIEW, route: { reason: "first" } },
  });
  expect(order).toEqual(["reserved", "call"]);
  await Promise.all(kept);
  expect(asked).toMatchObject([{ model: "one", stream: true, policyVersion: 1, scope: "chat", tokensMax: 60 }]);
  expect(settled).toMatchObject([
    {
      reservationId: "r",
      end: "ok",
      cost: 26,
      usage: outcome.usage,
      sessionId: "s",
      routeReason: "first",
      kind: "chat",
    },
  ]);
});

it("asks no model when the Meter refuses", async () => {
  const call = vi.fn(answered);
  const refused = { status: "refused" as const, code: "quota_exceeded" as const, message: "No more." };
  expect(await run([refused], call)).toEqual(refused);
  expect(call).not.toHaveBeenCalled();
  await Promise.all(kept);
  expect(settled).toEqual([]);
});

it("routes again by a newer policy, once", async () => {
  const stale = { status: "stale" as const, policy: { version: 2 } as TenantPolicy };
  await run([stale, reserved], answered);
  expect(asked.map(({ model, policyVersion }) => [model, policyVersion])).toEqual([
    ["one", 1],
    ["two", 2],
  ]);
  asked = [];
  expect(await run([stale], answered)).toMatchObject({ status: "refused", code: "unavailable" });
  expect(asked).toHaveLength(2);
});

it("gives back what a call reserved that broke by a fault of ours", async () => {
  await expect(run([reserved], () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  await Promise.all(kept);
  expect(settled).toMatchObject([{ end: "failed", cost: 0, usage: NO_USAGE }]);
});

it("settles again until the Meter takes it", async () => {
  vi.useFakeTimers();
  settleFails = 3;
  await run([reserved], answered);
  await vi.runAllTimersAsync();
  await Promise.all(kept);
  expect(settled).toHaveLength(1);
});
