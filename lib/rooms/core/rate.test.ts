import { expect, it } from "vitest";
import { Buckets, take } from "./rate";

const rule = { burst: 20, perSecond: 1 };

it("lets the burst through, then one a second, and says how long to wait", () => {
  const buckets = new Buckets<string>(rule);
  for (let i = 0; i < 20; i++) expect(buckets.spend("ada", 0)).toBe(0);
  expect(buckets.spend("ada", 0)).toBe(1000);
  expect(buckets.spend("ada", 400)).toBe(600);
  expect(buckets.spend("ada", 1000)).toBe(0);
  expect(buckets.spend("ada", 1000)).toBe(1000);
  expect(buckets.spend("ben", 1000)).toBe(0);
});

it("never holds more than the burst, and survives a clock that goes back", () => {
  const { bucket } = take({ tokens: 3, at: 10_000 }, rule, 5_000);
  expect(bucket).toEqual({ tokens: 2, at: 5_000 });
  expect(take({ tokens: 0, at: 0 }, rule, 1e12).bucket.tokens).toBe(19);
});

it("forgets", () => {
  const buckets = new Buckets<string>({ burst: 1, perSecond: 0.1 });
  buckets.spend("ada", 0);
  buckets.forget("ada");
  expect(buckets.spend("ada", 0)).toBe(0);
});
