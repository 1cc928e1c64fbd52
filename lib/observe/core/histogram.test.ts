import fc from "fast-check";
import { expect, it } from "vitest";
import { Histogram } from "./histogram";

const QUANTILES = [0, 0.5, 0.9, 0.95, 0.99, 1];
const times = fc.array(fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 900_000 })), {
  minLength: 1,
  maxLength: 300,
});
const of = (values: readonly number[]) => {
  const made = new Histogram();
  for (const value of values) made.note(value);
  return made;
};
/** The nearest rank, counted out. */
const exact = (values: readonly number[], part: number) =>
  values.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(part * values.length)) - 1] ?? 0;

it("reads every quantile to the millisecond below 32 and within 3.2 % above", () => {
  fc.assert(
    fc.property(times, (values) => {
      const histogram = of(values);
      for (const part of QUANTILES) {
        const wanted = exact(values, part);
        const read = histogram.quantile(part) ?? -1;
        expect(Math.abs(read - wanted)).toBeLessThanOrEqual(wanted < 32 ? 0 : wanted * 0.032);
      }
    }),
  );
});

it("adds up, and comes back from what was written down", () => {
  fc.assert(
    fc.property(times, times, (one, two) => {
      const sum = of(one);
      sum.take(Histogram.of(JSON.parse(JSON.stringify(of(two))) as number[]));
      expect(sum).toEqual(of([...one, ...two]));
      expect(sum.count).toBe(one.length + two.length);
    }),
  );
});

it("says nothing of nothing, and takes what makes no sense as an end of the scale", () => {
  expect(new Histogram().quantile(0.5)).toBeNull();
  expect(of([-5, Number.NaN]).quantile(1)).toBe(0);
  expect(of([Number.POSITIVE_INFINITY]).quantile(0.5)).toBeGreaterThan(1_000_000);
  expect(Histogram.of([9_999, 3, -1, 2]).count).toBe(0);
});
