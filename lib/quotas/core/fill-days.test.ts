import { expect, it } from "vitest";
import { fillDays } from "./fill-days";

it("puts a row on each day, over months, leap days and changes of the clocks", () => {
  const rows = [{ group: "2028-02-29", requests: 3 }];
  expect(fillDays(rows, { first: "2028-02-28", last: "2028-03-01" }, { requests: 0 })).toEqual([
    { group: "2028-02-28", requests: 0 },
    { group: "2028-02-29", requests: 3 },
    { group: "2028-03-01", requests: 0 },
  ]);
  expect(fillDays([], { first: "2026-03-01", last: "2026-04-01" }, { requests: 0 })).toHaveLength(32);
  expect(fillDays([], { first: "2026-01-02", last: "2026-01-01" }, {})).toEqual([]);
});
