import { afterAll, beforeAll, expect, it } from "vitest";
import { askFake, type FakeSetup, fakeSetup, readAnswer } from "@/tests/support/fake-provider/fake-setup";
import { type FakeProvider, startFakeProvider } from "@/tests/support/fake-provider/start-fake-provider";

let fake: FakeProvider;
let setup: FakeSetup;

beforeAll(async () => {
  fake = await startFakeProvider();
  setup = fakeSetup(fake.url);
});
afterAll(() => fake.close());

it("over 500 random faults no answer is silently short, and the tokens equal the provider's", async () => {
  const faults = [
    "status=429",
    "status=500",
    "cut=0..11",
    "eof=0..11",
    "error-after=0..11",
    "garbage=0 eof=0",
    "garbage=5 eof=5",
    "reset",
    "html",
  ];
  fake.script({ seed: 20_261_121, rules: faults.map((directive) => ({ rate: 0.05, directive, model: "fake-small" })) });
  const ends = new Map<string, number>();
  const quirks = ["", "no-role", "no-index", "crlf", "split=11", "usage=none", "ping", "no-done"];
  const tools = [{ type: "function" as const, function: { name: "look", parameters: { type: "object" } } }];
  const one = async (at: number) => {
    const stream = at % 4 !== 0;
    const leaves = stream && at % 7 === 0;
    const calls = at % 5 === 0;
    const asked = `tokens=12 ${calls ? "tools=1" : ""} ${leaves ? "stall=2" : ""} ${quirks[at % quirks.length]}`;
    const leave = new AbortController();
    const ask = askFake(`[[${asked}]] ${at}`, { stream, ...(calls ? { tools } : {}) });
    const answer = await setup.call(ask, { signal: leave.signal });
    if (answer.status === "failed") throw new Error(`failed with a healthy fallback: ${answer.failure.code}`);
    const read = await readAnswer(answer, leaves ? { pieces: 2, leave } : null);
    ends.set(read.outcome.end, (ends.get(read.outcome.end) ?? 0) + 1);
    if (read.outcome.end === "aborted") return read.outcome.usage;
    const whole = calls
      ? read.toolCalls.length === 1 && read.toolCalls[0]?.args === "{}"
      : read.text === "sun sea sky oak elm fox owl bee ice fog dew ray ";
    // Either it is whole and ends well, or it says that it is not.
    expect(read.done).toBe(read.error === null);
    if (read.done) expect(whole).toBe(true);
    return read.outcome.usage;
  };
  let prompt = 0;
  let completion = 0;
  for (let at = 0; at < 500; at += 10) {
    const usages = await Promise.all(Array.from({ length: 10 }, (_, lane) => one(at + lane)));
    for (const usage of usages) {
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
