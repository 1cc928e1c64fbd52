import { describe, expect, it } from "vitest";
import { addDays, countDays, dayAt, daysOf, isDay, periodBefore } from "./days";

describe("days", () => {
  it("are those of the calendar, and nothing else", () => {
    expect(["2026-11-22", "2028-02-29", "2000-01-01"].map(isDay)).toEqual([true, true, true]);
    const none = ["2026-02-29", "2026-13-01", "2026-1-1", "1999-12-31", "2200-01-01", "", "today", "2026-11-22T00:00"];
    expect(none.filter(isDay)).toEqual([]);
  });

  it("have their neighbours across months, leap days and years", () => {
    expect([addDays("2026-02-28", 1), addDays("2028-02-28", 1), addDays("2027-01-01", -1)]).toEqual([
      "2026-03-01",
      "2028-02-29",
      "2026-12-31",
    ]);
    expect(daysOf({ from: "2026-02-27", until: "2026-03-02" })).toEqual([
      "2026-02-27",
      "2026-02-28",
      "2026-03-01",
      "2026-03-02",
    ]);
    expect([countDays("2026-03-01", "2026-03-01"), countDays("2026-03-02", "2026-03-01")]).toEqual([1, 0]);
  });

  it("come after as many days", () => {
    expect(periodBefore({ from: "2026-03-01", until: "2026-03-31" })).toEqual({
      from: "2026-01-29",
      until: "2026-02-28",
    });
    expect(periodBefore({ from: "2026-03-01", until: "2026-03-01" })).toEqual({
      from: "2026-02-28",
      until: "2026-02-28",
    });
  });

  it("are what the calendar on the wall shows", () => {
    const at = Date.UTC(2026, 10, 21, 18, 14, 59);
    expect([dayAt(at, "Asia/Kathmandu"), dayAt(at + 1_000, "Asia/Kathmandu")]).toEqual(["2026-11-21", "2026-11-22"]);
    // New York puts its clock back on this day: it has 25 hours.
    const begins = Date.UTC(2026, 10, 1, 4);
    expect([-1, 0, 25 * 3_600_000 - 1, 25 * 3_600_000].map((ms) => dayAt(begins + ms, "America/New_York"))).toEqual([
      "2026-10-31",
      "2026-11-01",
      "2026-11-01",
      "2026-11-02",
    ]);
  });
});
