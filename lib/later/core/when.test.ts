import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fieldsOf, inAnHour, momentOf, mondayMorning, parseWall, tomorrowMorning, wallAt } from "./when";

const ZONES = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/St_Johns",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Chatham",
  "America/Santiago",
  "Africa/Casablanca",
];
const zone = fc.constantFrom(...ZONES);
const moment = fc
  .integer({ min: Date.UTC(2024, 0, 1) / 60_000, max: Date.UTC(2032, 0, 1) / 60_000 })
  .map((minutes) => minutes * 60_000);

const iso = (at: number) => new Date(at).toISOString();
const berlin = (date: string, time: string) => {
  const wall = parseWall(date, time);
  return wall && iso(momentOf(wall, "Europe/Berlin"));
};

describe("momentOf", () => {
  it("is the moment a clock shows what was asked, whenever the clock shows it", () => {
    fc.assert(
      fc.property(moment, zone, (at, where) => {
        const wall = wallAt(at, where);
        const found = momentOf(wall, where);
        expect(wallAt(found, where)).toEqual(wall);
        // The first showing of a time that comes twice, never a later one.
        expect(found).toBeLessThanOrEqual(at);
        expect(at - found).toBeLessThanOrEqual(3_600_000);
      }),
      { numRuns: 2_000 },
    );
  });

  it("moves a time that a clock leaves out past the jump, and takes the first of one that comes twice", () => {
    expect(berlin("2026-03-29", "01:59")).toBe("2026-03-29T00:59:00.000Z");
    expect(berlin("2026-03-29", "02:30")).toBe("2026-03-29T01:30:00.000Z");
    expect(berlin("2026-03-29", "03:30")).toBe("2026-03-29T01:30:00.000Z");
    expect(berlin("2026-10-25", "02:30")).toBe("2026-10-25T00:30:00.000Z");
    expect(berlin("2026-10-25", "03:00")).toBe("2026-10-25T02:00:00.000Z");
  });
});

describe("mornings", () => {
  it("are at nine on the next day, however long the night", () => {
    fc.assert(
      fc.property(moment, zone, (now, where) => {
        const at = tomorrowMorning(now, where);
        expect(wallAt(at, where)).toMatchObject({ hour: 9, minute: 0 });
        const [today, then] = [wallAt(now, where), wallAt(at, where)];
        const days =
          (Date.UTC(then.year, then.month - 1, then.day) - Date.UTC(today.year, today.month - 1, today.day)) /
          86_400_000;
        expect(days).toBe(1);
        expect(at).toBeGreaterThan(now);
      }),
      { numRuns: 2_000 },
    );
  });

  it("are on a Monday at nine within the next seven days", () => {
    fc.assert(
      fc.property(moment, zone, (now, where) => {
        const at = mondayMorning(now, where);
        const { year, month, day, hour, minute } = wallAt(at, where);
        expect([new Date(Date.UTC(year, month - 1, day)).getUTCDay(), hour, minute]).toEqual([1, 9, 0]);
        expect(at).toBeGreaterThan(now);
        expect(at - now).toBeLessThanOrEqual(7 * 86_400_000 + 10 * 3_600_000);
      }),
      { numRuns: 2_000 },
    );
  });

  it("cross the change of clocks", () => {
    // Saturday evening before clocks go forward: the night has an hour less.
    expect(iso(tomorrowMorning(Date.parse("2026-03-28T20:00:00Z"), "Europe/Berlin"))).toBe("2026-03-29T07:00:00.000Z");
    expect(iso(mondayMorning(Date.parse("2026-10-24T20:00:00Z"), "Europe/Berlin"))).toBe("2026-10-26T08:00:00.000Z");
    // On a Monday it is the next one.
    expect(iso(mondayMorning(Date.parse("2026-11-23T05:00:00Z"), "UTC"))).toBe("2026-11-30T09:00:00.000Z");
  });
});

it("writes and reads the fields of a form without loss", () => {
  fc.assert(
    fc.property(moment, zone, (at, where) => {
      const { date, time } = fieldsOf(at, where);
      expect(parseWall(date, time)).toEqual(wallAt(at, where));
    }),
  );
});

it("refuses what is no date or time", () => {
  for (const [date, time] of [
    ["", "09:00"],
    ["2026-02-30", "09:00"],
    ["2026-13-01", "09:00"],
    ["2026-01-01", "24:00"],
    ["2026-01-01", "09:60"],
    ["2026-01-01", ""],
  ] as const) {
    expect(parseWall(date, time), `${date} ${time}`).toBeNull();
  }
});

it("counts an hour to the whole minute", () => {
  expect(iso(inAnHour(Date.parse("2026-01-01T10:00:01Z")))).toBe("2026-01-01T11:01:00.000Z");
});
