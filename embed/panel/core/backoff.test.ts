import { expect, it } from "vitest";
import { backoffMs } from "./backoff";

it("waits 2, 4, 8 and then 16 seconds", () => {
  expect([1, 2, 3, 4, 5, 50].map((failures) => backoffMs(failures, 0.5))).toEqual([
    2_000, 4_000, 8_000, 16_000, 16_000, 16_000,
  ]);
});

it("spreads the attempts of many", () => {
  expect(backoffMs(1, 0)).toBe(1_600);
  expect(backoffMs(1, 0.999)).toBeLessThanOrEqual(2_400);
});
