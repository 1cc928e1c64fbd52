/**
 * One provider that fails in every way, and one that does not, on the built Workers. `npm run test:faults -- --calls 2000`
 * is the long form, with stalls: each of those lasts as long as a provider is really given.
 */
import { expect, it } from "vitest";
import { BREAKER_FAILURES } from "@/lib/models/core/breaker";
import {
  FAULT_RULES,
  type FaultEnd,
  reportFaults,
  sayFaults,
  SUCCEEDED_MIN,
  WITHOUT_STALLS,
} from "../support/fault-run";
import { randomCalls } from "../support/random-calls";
import { makeCompany } from "./support/company";
import { baseURL, playProviders, until } from "./support/installation";
import { spend } from "./support/spend";

const provider = playProviders();
const IS_LONG = process.env.PROOF_CALLS !== undefined;
const CALLS = Number(process.env.PROOF_CALLS ?? 300);
const SEED = Number(process.env.PROOF_SEED ?? 20_261_121);
const LANES = IS_LONG ? 96 : 16;
const MODEL = "main/small";

it(`${CALLS} calls: all but a thousandth succeed with one healthy fallback, none is silently short (seed ${SEED})`, async () => {
  const { key, settled } = await makeCompany();
  provider.main.script({ seed: SEED, rules: IS_LONG ? FAULT_RULES : WITHOUT_STALLS });
  const ends: FaultEnd[] = [];
  const waiting = randomCalls(SEED, CALLS, { leaving: false }).entries();
  const lane = async () => {
    for (const [at, call] of waiting) {
      const { end } = await spend(call, { key, model: MODEL, tag: `call-${at}` });
      ends.push(end === "left" ? "silent" : end);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  provider.main.script(null);
  await settled();
  const report = reportFaults(ends);
  const said = sayFaults(report);
  console.log(said);
  expect(report.ends.silent, said).toBe(0);
  expect(report.succeeded, said).toBeGreaterThanOrEqual(SUCCEEDED_MIN);
  const struck = provider.main.ledger().filter(({ stream, end, completionTokens }) => {
    return stream && (end === "cut" || end === "aborted") && completionTokens > 0;
  });
  expect(report.ends.told, said).toBeGreaterThan(0);
  expect(report.ends.told, said).toBeLessThanOrEqual(struck.length);
}, 3_600_000);

it("the breaker opens within five failures, and lets the provider back in by itself", async () => {
  const { key } = await makeCompany();
  const call = async () => {
    const answer = await fetch(`${baseURL}/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ model: MODEL, messages: [{ role: "user", content: "[[tokens=2]]" }] }),
    });
    // Whatever becomes of the first provider, its callers are answered.
    expect(answer.status, await answer.text()).toBe(200);
    return answer.headers.get("x-parlor-model");
  };
  // What other tests have done to it is over.
  await until(async () => (await call()) === MODEL);
  provider.main.reset();
  provider.main.script({ seed: SEED, rules: [{ rate: 1, directive: "status=500" }] });
  const openedAt = Date.now();
  let asked = -1;
  while (asked < provider.main.requests().length) {
    asked = provider.main.requests().length;
    expect(await call()).toBe("second/small");
  }
  expect(asked).toBe(BREAKER_FAILURES);
  provider.main.script(null);
  let calls = 0;
  await until(async () => {
    calls++;
    return (await call()) === MODEL;
  });
  console.log(
    `The breaker opened after ${asked} failed requests, and let the provider back in after ${((Date.now() - openedAt) / 1_000).toFixed(1)} s; ${calls - 1} calls in between were answered by the fallback.`,
  );
  for (let at = 0; at < BREAKER_FAILURES; at++) expect(await call()).toBe(MODEL);
});
