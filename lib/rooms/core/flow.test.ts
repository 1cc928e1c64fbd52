import { expect, it } from "vitest";
import { LIMITS } from "../protocol";
import { ByteLedger, isLagging } from "./flow";

const filled = (head: number, bytes: number) => {
  const ledger = new ByteLedger(0);
  for (let i = 0; i < head; i++) ledger.push(bytes);
  return ledger;
};

it("counts the bytes after a seq, also after many times round", () => {
  const ledger = filled(5_000, 10);
  expect(ledger.bytesAfter(5_000)).toBe(0);
  expect(ledger.bytesAfter(4_990)).toBe(100);
  expect(ledger.bytesAfter(9_999)).toBe(0);
  expect(ledger.bytesAfter(1)).toBe(Number.POSITIVE_INFINITY);
});

it("starts in the middle of a log", () => {
  const ledger = new ByteLedger(100, [5, 6, 7]);
  expect(ledger.bytesAfter(99)).toBe(7);
  expect(ledger.bytesAfter(97)).toBe(18);
  expect(ledger.bytesAfter(96)).toBe(Number.POSITIVE_INFINITY);
});

it("lags above the event window or the byte window, judged by what was sent before", () => {
  const small = filled(1_000, 10);
  expect(isLagging(small, 1_000 - LIMITS.unackedEventsMax, 1_000)).toBe(false);
  expect(isLagging(small, 999 - LIMITS.unackedEventsMax, 1_000)).toBe(true);
  const big = filled(100, LIMITS.unackedBytesMax / 4);
  expect(isLagging(big, 96, 100)).toBe(false);
  expect(isLagging(big, 95, 100)).toBe(true);
  expect(isLagging(big, 95, 99)).toBe(false);
});
