import { describe, expect, it } from "vitest";
import { wholeMonths } from "./months";

describe("wholeMonths", () => {
  it("are those of which no day is outside", () => {
    const cases: [string, string, string[]][] = [
      ["2026-01-01", "2026-01-31", ["2026-01-01"]],
      ["2026-01-02", "2026-01-31", []],
      ["2026-01-01", "2026-01-30", []],
      ["2026-01-31", "2026-02-28", ["2026-02-01"]],
      ["2028-02-01", "2028-02-28", []],
      ["2028-01-31", "2028-03-30", ["2028-02-01"]],
      ["2025-11-30", "2026-02-01", ["2025-12-01", "2026-01-01"]],
      ["2026-12-15", "2026-12-15", []],
    ];
    for (const [from, until, months] of cases) expect(wholeMonths({ from, until }), `${from} ${until}`).toEqual(months);
  });

  it("are twelve of a year", () => {
    const year = wholeMonths({ from: "2028-01-01", until: "2028-12-31" });
    expect([year.length, year[0], year.at(-1)]).toEqual([12, "2028-01-01", "2028-12-01"]);
  });
});
