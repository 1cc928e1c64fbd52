import fc from "fast-check";
import { expect, it } from "vitest";
import { moneyText, readCount, readMoney } from "./quota-text";

it.each([
  ["", undefined],
  [" ", undefined],
  ["Unlimited", null],
  ["0", 0],
  ["5 000,000", 5_000_000],
  ["-1", false],
  ["1.5", false],
  ["1e3", false],
  ["9007199254740993", false],
])("reads the count %j", (text, value) => expect(readCount(text)).toBe(value));

it.each([
  ["", undefined],
  ["unlimited", null],
  ["0", 0],
  ["$12.50", 12_500_000_000],
  ["0.1", 100_000_000],
  ["0.000000001", 1],
  ["0.0000000001", false],
  [".5", false],
  ["1.", false],
  ["-3", false],
  ["10000000", false],
])("reads the amount %j", (text, value) => expect(readMoney(text)).toBe(value));

it("writes an amount so that it is read as the same", () => {
  fc.assert(fc.property(fc.maxSafeNat(), (nano) => readMoney(moneyText(nano)) === nano));
  expect([moneyText(0), moneyText(5_000_000_000), moneyText(1)]).toEqual(["0.00", "5.00", "0.000000001"]);
});
