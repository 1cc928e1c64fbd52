import fc from "fast-check";
import { expect, it } from "vitest";
import { dollarsText, parseDollars } from "./dollars";

it.each([
  ["5", 5_000_000_000],
  [" 0.50 ", 500_000_000],
  ["0.000000001", 1],
  ["999999.999999999", 999_999_999_999_999],
])("reads %j as %d nano dollars", (text, nano) => expect(parseDollars(text)).toBe(nano));

it.each(["", "0", "0.00", "-1", "1,5", "1.2.3", "1e3", "0.0000000001", "1000000", "$5", "five"])(
  "takes %j for no amount",
  (text) => expect(parseDollars(text)).toBeNull(),
);

it("writes what it reads, to the last digit", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999_999_999_999 }), (nano) => {
      expect(parseDollars(dollarsText(nano))).toBe(nano);
    }),
  );
  expect(dollarsText(5_000_000_000)).toBe("5.00");
  expect(dollarsText(1_234_500_000)).toBe("1.2345");
});
