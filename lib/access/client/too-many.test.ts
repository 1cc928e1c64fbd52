import { expect, it } from "vitest";
import { tooManySeconds } from "./too-many";

it.each([
  ["rate_limited", 1_500, 2],
  ["rate_limited", 0, 1],
  ["rate_limited", undefined, 60],
  ["unavailable", 2_000, null],
  ["quota_exceeded", 86_400_000, null],
  ["conflict", undefined, null],
] as const)("%s after %s ms: %s", (code, retryAfterMs, seconds) => {
  expect(tooManySeconds(retryAfterMs === undefined ? { code } : { code, retryAfterMs })).toBe(seconds);
});
