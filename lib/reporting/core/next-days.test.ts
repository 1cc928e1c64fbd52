import { describe, expect, it } from "vitest";
import { nextDays } from "./next-days";

const mark = (first: string, last: string, id: number) => ({ first, last, ids: [id] });

describe("nextDays", () => {
  it("takes whole marks until there are enough days, and keeps the others", () => {
    const marks = [
      mark("2026-01-01", "2026-01-01", 1),
      mark("2026-01-01", "2026-01-02", 2),
      mark("2026-01-03", "2026-01-04", 3),
    ];
    expect(nextDays(marks, 3)).toEqual({ days: ["2026-01-01", "2026-01-02"], ids: [1, 2], left: [marks[2]] });
    expect(nextDays(marks, 4)).toMatchObject({ ids: [1, 2, 3], left: [] });
  });

  it("takes one mark that is longer than it would take, so that it always goes on", () => {
    const long = mark("2026-01-01", "2026-01-10", 1);
    const next = mark("2026-01-10", "2026-01-10", 2);
    expect(nextDays([long, next], 5)).toMatchObject({ ids: [1], left: [next] });
    expect(nextDays([long, next], 10)).toMatchObject({ ids: [1, 2], left: [] });
    expect(nextDays([], 5)).toEqual({ days: [], ids: [], left: [] });
  });
});
