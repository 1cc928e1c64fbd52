import { afterAll, beforeAll, expect, it } from "vitest";
import { type FakeProvider, startFakeProvider } from "@/tests/support/fake-provider/start-fake-provider";
import { FAULT_RULES, type FaultEnd, reportFaults, sayFaults, SUCCEEDED_MIN } from "@/tests/support/fault-run";
import { askFake, fakeEntry, fakeSetup, readAnswer } from "@/tests/support/fake-provider/fake-setup";
import { randomCalls, RANDOM_TOOL, type RandomCall } from "@/tests/support/random-calls";

const SEED = 41;
const CALLS = 400;
const LANES = 100;
/** So long a stall lasts here; a provider gets most of a minute. */
const STALL_MS = 4_000;

let fake: FakeProvider;
beforeAll(async () => {
  fake = await startFakeProvider();
});
afterAll(() => fake.close());

it("with a healthy fallback all but a thousandth succeed under cuts, stalls, 429 and 500, and none is silently short", async () => {
  const timeouts = { firstMs: STALL_MS, betweenMs: STALL_MS, wholeMs: STALL_MS };
  const setup = fakeSetup(fake.url, { timeouts });
  fake.script({ seed: SEED, rules: FAULT_RULES.map((rule) => ({ ...rule, model: fakeEntry("small").upstream })) });
  const one = async ({ text, stream, tools, content }: RandomCall): Promise<FaultEnd> => {
    const answer = await setup.call(askFake(text, { stream, ...(tools ? { tools: [RANDOM_TOOL] } : {}) }));
    if (answer.status === "failed") return "refused";
    const read = await readAnswer(answer);
    if (read.error !== null) return read.done ? "silent" : "told";
    const whole = read.text === content && read.toolCalls.length === (tools ? 1 : 0);
    return read.done && whole ? "whole" : "silent";
  };
  const ends: FaultEnd[] = [];
  const calls = randomCalls(SEED, CALLS, { leaving: false });
  for (let at = 0; at < calls.length; at += LANES) {
    ends.push(...(await Promise.all(calls.slice(at, at + LANES).map(one))));
    // A breaker that opened has rested by the next round, so that all of them meet the faults.
    setup.clock.now += 100_000;
  }
  const report = reportFaults(ends);
  const said = sayFaults(report);
  expect(report.ends.silent, said).toBe(0);
  expect(report.succeeded, said).toBeGreaterThanOrEqual(SUCCEEDED_MIN);
  // What was told was struck after its first token, and the provider knows of each.
  const struck = fake.ledger().filter(({ stream, end, completionTokens }) => {
    return stream && (end === "cut" || end === "aborted") && completionTokens > 0;
  });
  expect(report.ends.told, said).toBeGreaterThan(0);
  expect(report.ends.told, said).toBeLessThanOrEqual(struck.length);
});
