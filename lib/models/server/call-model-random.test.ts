import { afterAll, beforeAll, expect, it } from "vitest";
import { askFake, type FakeSetup, fakeSetup, readAnswer } from "@/tests/support/fake-provider/fake-setup";
import { type FakeProvider, startFakeProvider } from "@/tests/support/fake-provider/start-fake-provider";
import { RANDOM_FAULTS, RANDOM_TOOL, randomCalls, type RandomCall } from "@/tests/support/random-calls";

const SEED = 20_261_121;
const LANES = 10;

let fake: FakeProvider;
let setup: FakeSetup;

beforeAll(async () => {
  fake = await startFakeProvider();
  setup = fakeSetup(fake.url);
});
afterAll(() => fake.close());

it("over 500 random faults no answer is silently short, and the tokens equal the provider's", async () => {
  fake.script({ seed: SEED, rules: RANDOM_FAULTS.map((fault) => ({ ...fault, model: "fake-small" })) });
  const ends = new Map<string, number>();
  const one = async ({ text, stream, tools, leavesAfter, content }: RandomCall) => {
    const leave = new AbortController();
    const ask = askFake(text, { stream, ...(tools ? { tools: [RANDOM_TOOL] } : {}) });
    const answer = await setup.call(ask, { signal: leave.signal });
    if (answer.status === "failed") throw new Error(`failed with a healthy fallback: ${answer.failure.code}`);
    const read = await readAnswer(answer, leavesAfter === null ? null : { pieces: leavesAfter, leave });
    ends.set(read.outcome.end, (ends.get(read.outcome.end) ?? 0) + 1);
    if (read.outcome.end === "aborted") return read.outcome.usage;
    // Either it is whole and ends well, or it says that it is not.
    expect(read.done).toBe(read.error === null);
    if (read.done) {
      expect(read.text).toBe(content);
      expect(read.toolCalls.map(({ args }) => args)).toEqual(tools ? ["{}"] : []);
    }
    return read.outcome.usage;
  };
  let prompt = 0;
  let completion = 0;
  const calls = randomCalls(SEED, 500);
  for (let at = 0; at < calls.length; at += LANES) {
    for (const usage of await Promise.all(calls.slice(at, at + LANES).map(one))) {
      prompt += usage.promptTokens;
      completion += usage.completionTokens;
    }
    setup.clock.now += 10_000;
  }
  await fake.until((entries) => entries.every(({ end }) => end !== "open"));
  const ledger = fake.ledger();
  expect(completion).toBe(ledger.reduce((sum, entry) => sum + entry.completionTokens, 0));
  expect(prompt).toBe(ledger.reduce((sum, entry) => sum + entry.promptTokens, 0));
  expect(ends.get("cut")).toBeGreaterThan(20);
  expect(ends.get("aborted")).toBeGreaterThan(20);
});
