import { describe, expect, it } from "vitest";
import { finishedPeriod } from "./finished-period";

const at = (text: string) => Date.parse(text);

describe("finishedPeriod", () => {
  it("is the day, week or month before this morning", () => {
    const now = at("2026-11-25T12:00:00Z");
    expect(finishedPeriod("daily", now, "UTC")).toEqual({ from: "2026-11-24", until: "2026-11-24" });
    expect(finishedPeriod("weekly", now, "UTC")).toEqual({ from: "2026-11-16", until: "2026-11-22" });
    expect(finishedPeriod("monthly", now, "UTC")).toEqual({ from: "2026-10-01", until: "2026-10-31" });
  });

  it("waits for seven in the morning of the zone, also on days on which its clock jumps", () => {
    const turns: [string, string, string][] = [
      // New York: 25 hours on the first of November, 23 on the eighth of March.
      ["America/New_York", "2026-11-01T12:00:00Z", "2026-10-31"],
      ["America/New_York", "2026-03-08T11:00:00Z", "2026-03-07"],
      ["America/New_York", "2026-03-07T12:00:00Z", "2026-03-06"],
      ["Australia/Lord_Howe", "2026-10-03T20:00:00Z", "2026-10-03"],
      ["Asia/Kathmandu", "2026-11-22T01:15:00Z", "2026-11-21"],
    ];
    for (const [zone, seven, until] of turns) {
      expect(finishedPeriod("daily", at(seven), zone).until, zone).toBe(until);
      expect(finishedPeriod("daily", at(seven) - 1, zone).until < until, zone).toBe(true);
    }
  });

  it("turns with Monday and with the first of the month", () => {
    const weeks = ["2026-11-22T23:00:00Z", "2026-11-23T06:59:59Z", "2026-11-23T07:00:00Z"];
    expect(weeks.map((text) => finishedPeriod("weekly", at(text), "UTC").until)).toEqual([
      "2026-11-15",
      "2026-11-15",
      "2026-11-22",
    ]);
    const months = ["2028-03-01T06:59:59Z", "2028-03-01T07:00:00Z"];
    expect(months.map((text) => finishedPeriod("monthly", at(text), "UTC"))).toEqual([
      { from: "2028-01-01", until: "2028-01-31" },
      { from: "2028-02-01", until: "2028-02-29" },
    ]);
  });
});
