import fc from "fast-check";
import { expect, it } from "vitest";
import { RequestRates } from "./request-rates";

const RULE = { perMinute: 60, burst: 5 };

it("lets a burst through, then one for each that came back", () => {
  const rates = new RequestRates();
  for (let i = 0; i < 5; i++) {
    expect(rates.waitMs("a", RULE, 0)).toBe(0);
    rates.spend("a", RULE, 0);
  }
  expect(rates.waitMs("a", RULE, 0)).toBe(1_000);
  expect(rates.waitMs("b", RULE, 0)).toBe(0);
  expect(rates.waitMs("a", RULE, 1_000)).toBe(0);
});

it("tells what is left and when all of it is back", () => {
  const rates = new RequestRates();
  expect(rates.view("a", RULE, 0)).toEqual({ remaining: 5, resetMs: 0 });
  rates.spend("a", RULE, 0);
  rates.spend("a", RULE, 0);
  expect(rates.view("a", RULE, 500)).toEqual({ remaining: 3, resetMs: 1_500 });
});

it("goes on from what was left before a sleep", () => {
  const [before, after] = [new RequestRates(), new RequestRates()];
  let left = 0;
  for (let i = 0; i < 5; i++) left = before.spend("a", RULE, 300 * i);
  after.restore("a", left, 1_200);
  for (const at of [1_200, 1_900, 9_000]) expect(after.view("a", RULE, at)).toEqual(before.view("a", RULE, at));
});

it("holds no bucket that an hour does not fill, and forgets those nobody touched", () => {
  const rates = new RequestRates();
  expect(rates.view("a", { perMinute: 1, burst: 9_999 }, 0).remaining).toBe(60);
  rates.spend("a", RULE, 0);
  rates.forgetBefore(1);
  expect(rates.view("a", RULE, 0).remaining).toBe(5);
});

it("never lets more through than the burst and what came back", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3_000), { maxLength: 200 }), (gaps) => {
      const rates = new RequestRates();
      const passed: number[] = [];
      let now = 0;
      for (const gap of gaps) {
        now += gap;
        if (rates.waitMs("a", RULE, now) > 0) continue;
        rates.spend("a", RULE, now);
        passed.push(now);
      }
      for (const [at, from] of passed.entries()) {
        for (const [to, until] of passed.entries()) {
          if (to >= at) expect(to - at + 1).toBeLessThanOrEqual(RULE.burst + (until - from) / 1_000 + 1e-6);
        }
      }
    }),
  );
});
