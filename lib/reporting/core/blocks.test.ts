import { describe, expect, it } from "vitest";
import { blocksOf, blocksWithin } from "./blocks";
import { daysOf } from "./days";

const shown = ({ from, until }: { from: string; until: string }) => `${from}/${until}`;

describe("blocksOf", () => {
  it("are a third, a month and a quarter, to their last days", () => {
    const cases: [string, string[]][] = [
      ["2026-01-01", ["2026-01-01/2026-01-10", "2026-01-01/2026-01-31", "2026-01-01/2026-03-31"]],
      ["2026-02-10", ["2026-02-01/2026-02-10", "2026-02-01/2026-02-28", "2026-01-01/2026-03-31"]],
      ["2028-02-21", ["2028-02-21/2028-02-29", "2028-02-01/2028-02-29", "2028-01-01/2028-03-31"]],
      ["2026-06-20", ["2026-06-11/2026-06-20", "2026-06-01/2026-06-30", "2026-04-01/2026-06-30"]],
      ["2026-12-31", ["2026-12-21/2026-12-31", "2026-12-01/2026-12-31", "2026-10-01/2026-12-31"]],
    ];
    for (const [day, blocks] of cases) expect(blocksOf(day).map(shown), day).toEqual(blocks);
  });
});

describe("blocksWithin", () => {
  it("are those of which no day is outside, the shortest first", () => {
    const cases: [string, string, string[]][] = [
      ["2026-01-02", "2026-01-10", []],
      ["2026-01-01", "2026-01-09", []],
      ["2026-01-31", "2026-02-27", ["2026-02-01/2026-02-10", "2026-02-11/2026-02-20"]],
      [
        "2026-01-21",
        "2026-02-28",
        [
          "2026-01-21/2026-01-31",
          "2026-02-01/2026-02-10",
          "2026-02-11/2026-02-20",
          "2026-02-21/2026-02-28",
          "2026-02-01/2026-02-28",
        ],
      ],
    ];
    for (const [from, until, blocks] of cases)
      expect(blocksWithin({ from, until }).map(shown), `${from} ${until}`).toEqual(blocks);
  });

  it("are 36 thirds, 12 months and 4 quarters of a year, and each length has every day once", () => {
    const year = { from: "2028-01-01", until: "2028-12-31" };
    const blocks = blocksWithin(year);
    expect(blocks).toHaveLength(52);
    for (const some of [blocks.slice(0, 36), blocks.slice(36, 48), blocks.slice(48)])
      expect(some.flatMap(daysOf)).toEqual(daysOf(year));
  });
});
