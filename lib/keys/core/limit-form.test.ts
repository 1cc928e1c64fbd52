import fc from "fast-check";
import { expect, it } from "vitest";
import { LIMIT_FIELDS, readLimits, writeLimit, type LimitField } from "./limit-form";

const texts = (given: Partial<Record<LimitField, string>>) => ({
  requestsPerMinute: "",
  burst: "",
  tokensPerHour: "",
  concurrentStreams: "",
  costPerMonth: "",
  ...given,
});

it("reads what it wrote", () => {
  const value = fc.option(fc.integer({ min: 1, max: 999_999_999_999 }));
  const limits = fc.record({
    requestsPerMinute: fc.integer({ min: 1, max: 999_999 }),
    burst: value,
    tokensPerHour: value,
    concurrentStreams: value,
    costPerMonth: value,
  });
  fc.assert(
    fc.property(limits, (given) => {
      const written = Object.fromEntries(LIMIT_FIELDS.map((field) => [field, writeLimit(given, field)]));
      expect(readLimits(texts(written))).toEqual({ limits: given, faults: {} });
    }),
  );
});

it("says what is wrong with which one", () => {
  expect(readLimits(texts({ requestsPerMinute: "0", tokensPerHour: "1.5", costPerMonth: "-1" })).faults).toEqual({
    requestsPerMinute: "count",
    tokensPerHour: "count",
    costPerMonth: "dollars",
  });
  expect(readLimits(texts({ burst: "5" })).faults).toEqual({ burst: "burst" });
});
