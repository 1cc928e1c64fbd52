import { expect, it } from "vitest";
import {
  admit,
  answering,
  type Breaker,
  BREAKER_FAILURES,
  CLOSED,
  failed,
  released,
  succeeded,
  waitMs,
} from "./breaker";

function opened(now = 0): Breaker {
  let breaker = CLOSED;
  for (let i = 0; i < BREAKER_FAILURES; i++) breaker = failed(breaker, now);
  return breaker;
}

it("opens at the fifth failure in a row; a success in between begins anew", () => {
  let breaker = CLOSED;
  for (let i = 0; i < BREAKER_FAILURES - 1; i++) breaker = failed(breaker, 0);
  expect(admit(breaker, 0).admitted).toBe(true);
  expect(failed(succeeded(), 0).state).toBe("closed");
  breaker = failed(breaker, 0);
  expect(admit(breaker, 0).admitted).toBe(false);
});

it("lets one probe through after its rest, and closes when that succeeds", () => {
  const breaker = opened();
  const rest = waitMs(breaker, 0);
  expect(admit(breaker, rest - 1).admitted).toBe(false);
  const probe = admit(breaker, rest);
  expect(probe.admitted).toBe(true);
  expect(admit(probe.breaker, rest).admitted).toBe(false);
  expect(admit(succeeded(), rest).admitted).toBe(true);
});

it("rests longer after each failed probe, up to a minute", () => {
  let breaker = opened();
  let now = 0;
  const rests: number[] = [];
  for (let i = 0; i < 7; i++) {
    const rest = waitMs(breaker, now);
    rests.push(rest);
    now += rest;
    breaker = failed(admit(breaker, now).breaker, now);
  }
  expect(rests).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000]);
});

it("frees the place of a probe whose caller left, and of one that never reports", () => {
  const breaker = opened();
  const rest = waitMs(breaker, 0);
  const probe = admit(breaker, rest).breaker;
  expect(admit(released(probe, rest), rest).admitted).toBe(true);
  expect(admit(probe, rest + 60_000).admitted).toBe(true);
  expect(released(CLOSED, 0)).toBe(CLOSED);
});

it("lets others through once a probe's answer begins, and closes the way at the next failure", () => {
  const probe = admit(opened(), 5_000).breaker;
  const begun = answering(probe);
  expect(admit(begun, 5_000).admitted).toBe(true);
  expect(failed(begun, 5_000).state).toBe("open");
  expect(answering(CLOSED)).toBe(CLOSED);
});
