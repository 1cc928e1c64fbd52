import { expect, it } from "vitest";
import { judgeFault } from "./failure";
import { backoffMs, nextStep, readRetryAfter } from "./retry";

const status = (code: number, retryAfterMs: number | null = null) =>
  judgeFault({ kind: "status", status: code, body: "", retryAfterMs });

it.each([
  [500, { tries: 1, modelsLeft: 1 }, "again"],
  [500, { tries: 2, modelsLeft: 1 }, "next"],
  [500, { tries: 2, modelsLeft: 0 }, "again"],
  [500, { tries: 3, modelsLeft: 0 }, "stop"],
  [400, { tries: 1, modelsLeft: 3 }, "stop"],
  [422, { tries: 1, modelsLeft: 3 }, "stop"],
  [413, { tries: 1, modelsLeft: 3 }, "next"],
  [401, { tries: 1, modelsLeft: 1 }, "next"],
  [404, { tries: 1, modelsLeft: 0 }, "stop"],
  [302, { tries: 1, modelsLeft: 1 }, "next"],
] as const)("status %i at %o: %s", (code, at, step) => {
  expect(nextStep(status(code), { ...at, random: 0.5 }).step).toBe(step);
});

it("waits as long as it is told, where it is short, and else goes elsewhere or gives up", () => {
  const at = { tries: 1, random: 0 };
  expect(nextStep(status(429, 300), { ...at, modelsLeft: 1 })).toEqual({ step: "again", delayMs: 300 });
  expect(nextStep(status(429, 3_000), { ...at, modelsLeft: 1 })).toEqual({ step: "next" });
  expect(nextStep(status(429, 3_000), { ...at, modelsLeft: 0 })).toEqual({ step: "again", delayMs: 3_000 });
  expect(nextStep(status(429, 30_000), { ...at, modelsLeft: 0 })).toEqual({ step: "stop" });
});

it("does not repeat what timed out at the same model, nor what its caller left", () => {
  expect(nextStep(judgeFault({ kind: "timeout", stage: "first" }), { tries: 1, modelsLeft: 1, random: 0 }).step).toBe(
    "next",
  );
  expect(nextStep(judgeFault({ kind: "aborted" }), { tries: 1, modelsLeft: 1, random: 0 }).step).toBe("stop");
});

it("backs off with full jitter under a ceiling that doubles", () => {
  expect([1, 2, 3, 9].map((tries) => backoffMs(tries, 0.999_999))).toEqual([299, 599, 1_199, 1_999]);
  expect(backoffMs(9, 0)).toBe(0);
});

it.each([
  [{ "retry-after-ms": "20", "retry-after": "9" }, 20],
  [{ "retry-after": "2" }, 2_000],
  [{ "retry-after": "Thu, 01 Jan 1970 00:00:05 GMT" }, 4_000],
  [{ "retry-after": "Thu, 01 Jan 1970 00:00:00 GMT" }, 0],
  [{ "retry-after": "-3" }, null],
  [{ "retry-after": "soon" }, null],
  [{}, null],
])("reads %o as %s", (headers, ms) => {
  expect(readRetryAfter(new Headers(headers as Record<string, string>), 1_000)).toBe(ms);
});
