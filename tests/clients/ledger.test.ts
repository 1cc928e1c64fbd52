/**
 * Quotas and the ledger on the built Workers: the last units of a quota under a hundred calls at once, and what random
 * calls came to, against the providers' own ledgers. `npm run test:ledger -- --calls 2000 --seed N` is the long form.
 */
import { describe, expect, it } from "vitest";
import type { KeyLimits } from "@/lib/quotas/protocol";
import { callName, RANDOM_FAULTS, randomCalls } from "../support/random-calls";
import { seededRandom } from "../support/fake-provider/directives";
import { type Company, makeCompany } from "./support/company";
import { requireConform } from "./support/conformance";
import { baseURL, chats, playProviders, until } from "./support/installation";
import { spend, type Spent } from "./support/spend";

const provider = playProviders();
const CALLS = Number(process.env.PROOF_CALLS ?? 200);
const SEED = Number(process.env.PROOF_SEED ?? 20_261_121);
const LANES = 16;

describe("a hundred calls at once on the last fifty units", () => {
  const LAST = 50;
  const AT_ONCE = 100;
  const TEXT = "[[hold tokens=4]]";
  const held = (key: string, stream: boolean) =>
    fetch(`${baseURL}/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({
        ...{ model: "main/alone", max_completion_tokens: 4, stream },
        messages: [{ role: "user", content: TEXT }],
      }),
    });
  /** What is left is exactly fifty times what one call may come to. */
  const leave = async (company: Company, unit: "requests" | "tokens" | "cost") => {
    const first = held(company.key, false);
    await provider.main.until((all) => chats(all)[0]?.end === "open");
    const { tokens, cost } = await company.usage();
    provider.main.release();
    expect((await first).status).toBe(200);
    const used = await company.settled();
    const most = { requests: 1, tokens: tokens.reserved, cost: cost.reserved }[unit];
    expect(most).toBeGreaterThan(0);
    await company.setQuotas({ [`${unit}PerMonth`]: used[unit].used + LAST * most });
    provider.main.reset();
  };

  const rates: Partial<KeyLimits> = { requestsPerMinute: 10_000, burst: 10_000 };
  it.each([
    { unit: "requests", limit: "tenant_requests_per_month", code: "quota_exceeded", stream: false, limits: rates },
    { unit: "tokens", limit: "tenant_tokens_per_month", code: "quota_exceeded", stream: false, limits: {} },
    { unit: "cost", limit: "tenant_cost_per_month", code: "quota_exceeded", stream: true, limits: {} },
    {
      ...{ unit: "streams", limit: "key_concurrent_streams", code: "rate_limited", stream: true },
      limits: { ...rates, concurrentStreams: LAST },
    },
  ] as const)("$unit: fifty are served, fifty are told so", async ({ unit, limit, code, stream, limits }) => {
    const company = await makeCompany(limits);
    if (unit === "requests" || unit === "tokens" || unit === "cost") await leave(company, unit);
    const before = await company.usage();
    const refused: Response[] = [];
    const calls = Array.from({ length: AT_ONCE }, async () => {
      const answer = await held(company.key, stream);
      if (!answer.ok) refused.push(answer);
      return answer.status;
    });
    await until(() => chats(provider.main.ledger()).length + refused.length === AT_ONCE);
    // Nobody was served and gone yet: what is held is held by fifty at this moment.
    expect(chats(provider.main.ledger()).every(({ end }) => end === "open")).toBe(true);
    provider.main.release();
    const statuses = await Promise.all(calls);
    expect(statuses.filter((status) => status === 200)).toHaveLength(LAST);
    expect(statuses.filter((status) => status === 429)).toHaveLength(AT_ONCE - LAST);
    expect(chats(provider.main.ledger())).toHaveLength(LAST);
    for (const answer of refused) {
      const body = (await answer.json()) as { error: { retryable: boolean; metadata: Record<string, unknown> } };
      requireConform("ErrorResponse", body);
      expect(body.error).toMatchObject({ code, metadata: { limit } });
      const waitMs = Number(answer.headers.get("retry-after-ms"));
      expect(waitMs).toBeGreaterThan(0);
      expect(answer.headers.get("retry-after")).toBe(String(Math.ceil(waitMs / 1_000)));
      expect(answer.headers.get("x-should-retry")).toBe(String(body.error.retryable));
      expect(answer.headers.get("x-ratelimit-limit-requests")).toBe("requestsPerMinute" in limits ? "10000" : null);
    }
    const after = await company.settled();
    expect(after.requests.used - before.requests.used).toBe(LAST);
    const rows = await company.ledger(after.requests.used);
    expect(rows).toHaveLength(after.requests.used);
    if (unit !== "requests") return;
    // Nothing is left, and nobody holds anything: it is a matter of the month.
    const late = await held(company.key, stream);
    expect(late.status).toBe(429);
    expect(Number(late.headers.get("retry-after"))).toBeGreaterThan(2);
  });
});

it(`${CALLS} random calls come to what the providers' ledgers say, each of them and together (seed ${SEED})`, async () => {
  const company = await makeCompany();
  for (const [at, played] of [provider.main, provider.second].entries())
    played.script({ seed: SEED + at, rules: at === 0 ? RANDOM_FAULTS : [] });
  const random = seededRandom(SEED);
  const MODELS = ["main/small", "main/small", "main/small", "main/alone", "second/small", "auto"];
  const calls = randomCalls(SEED, CALLS).map((call, at) => {
    return { ...call, at, model: MODELS[Math.floor(random() * MODELS.length)] ?? "", embeds: random() < 0.05 };
  });
  const spent = new Map<string, Spent>();
  const waiting = calls.values();
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      for (const { at, model, embeds, ...call } of waiting) {
        const tag = callName(at);
        spent.set(tag, await (embeds ? embed(company.key, tag) : spend(call, { key: company.key, model, tag })));
      }
    }),
  );
  const usage = await company.settled();
  const rows = await company.ledger(CALLS);
  const told = providerSums();
  const ours = new Map(
    rows.map(({ tag, promptTokens, completionTokens }) => [tag, { promptTokens, completionTokens }]),
  );

  // Each call was counted once, and came to what its requests to all providers came to.
  expect(rows).toHaveLength(CALLS);
  expect(Object.fromEntries(ours)).toEqual(
    Object.fromEntries(calls.map(({ at }) => [callName(at), told.get(callName(at)) ?? NOTHING])),
  );
  for (const { tag, requestId } of rows) expect(requestId, tag).toBe(spent.get(tag)?.requestId);
  // The Meter's month is their sum, and so is the money.
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + of(row), 0);
  expect(usage.requests.used).toBe(CALLS);
  expect(usage.tokens.used).toBe(sum((row) => row.promptTokens + row.completionTokens));
  expect(usage.cost.used).toBe(sum(({ cost }) => cost));
  expect(usage.cost.used).toBe(sum(priceOf));
  // There was something to see: no call short without a word, and of every other kind some.
  const ends = Map.groupBy([...spent.values()], ({ end }) => end);
  console.log(
    `${CALLS} calls, seed ${SEED}: ${[...ends].map(([end, all]) => `${all.length} ${end}`).join(", ")}; ` +
      `${usage.tokens.used} tokens on both sides, ${[...provider.main.ledger(), ...provider.second.ledger()].length} requests to providers`,
  );
  expect(ends.get("silent") ?? []).toEqual([]);
  for (const end of ["whole", "told", "left"] as const) expect(ends.get(end)?.length ?? 0, end).toBeGreaterThan(0);
}, 1_800_000);

const NOTHING = { promptTokens: 0, completionTokens: 0 };

/** What each call came to at all providers, by the number in its text. */
function providerSums(): Map<string, typeof NOTHING> {
  const sums = new Map<string, typeof NOTHING>();
  for (const played of [provider.main, provider.second]) {
    const names = new Map(
      played.requests().map(({ id, body }) => [id, /call-\d+/.exec(JSON.stringify(body))?.[0] ?? ""]),
    );
    for (const { id, promptTokens, completionTokens } of played.ledger()) {
      const name = names.get(id) ?? "";
      const before = sums.get(name) ?? NOTHING;
      sums.set(name, {
        promptTokens: before.promptTokens + promptTokens,
        completionTokens: before.completionTokens + completionTokens,
      });
    }
  }
  return sums;
}

/** At the installation's prices, in nano US dollars a token: every model has the same. */
function priceOf(row: { promptTokens: number; cachedTokens: number; completionTokens: number }): number {
  return (row.promptTokens - row.cachedTokens) * 1_000 + row.cachedTokens * 500 + row.completionTokens * 2_000;
}

async function embed(key: string, tag: string): Promise<Spent> {
  const answer = await fetch(`${baseURL}/embeddings`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", "x-parlor-tags": tag },
    body: JSON.stringify({ model: "main/embed", input: [tag, "and another text"] }),
  });
  const known = { status: answer.status, requestId: answer.headers.get("x-request-id"), code: null };
  requireConform(answer.ok ? "EmbeddingsResponse" : "ErrorResponse", await answer.json());
  return { ...known, end: answer.ok ? "whole" : "refused" };
}
