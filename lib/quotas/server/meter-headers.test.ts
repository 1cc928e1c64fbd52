import { expect, it } from "vitest";
import { meterHeaders } from "./meter-headers";

it("tells limits in the headers that clients of OpenAI read", () => {
  const view = {
    requests: { limit: 60, remaining: 59, resetMs: 1_000 },
    tokens: { limit: 150_000, remaining: 149_984, resetMs: 3_659_970 },
  };
  expect(meterHeaders(view, 1_001)).toEqual({
    "x-ratelimit-limit-requests": "60",
    "x-ratelimit-remaining-requests": "59",
    "x-ratelimit-reset-requests": "1s",
    "x-ratelimit-limit-tokens": "150000",
    "x-ratelimit-remaining-tokens": "149984",
    "x-ratelimit-reset-tokens": "61m",
    "retry-after": "2",
  });
});

it("tells nothing of limits that are not there", () => {
  expect(meterHeaders(undefined)).toEqual({});
  expect(meterHeaders({ requests: null, tokens: null }, 1)).toEqual({ "retry-after": "1" });
});

it("writes times shortly", () => {
  const reset = (resetMs: number) =>
    meterHeaders({ requests: { limit: 1, remaining: 0, resetMs }, tokens: null })["x-ratelimit-reset-requests"];
  expect([0, 250, 1_500, 59_900, 59_960, 61_000, 119_999].map(reset)).toEqual([
    "0ms",
    "250ms",
    "1.5s",
    "59.9s",
    "1m",
    "1m1s",
    "2m",
  ]);
});
