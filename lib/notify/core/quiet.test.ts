import { describe, expect, it } from "vitest";
import { isQuiet, isZone, wallClock } from "./quiet";
import type { Schedule } from "./settings";

const nineToFive = (zone: string): Schedule => ({
  zone,
  days: [...Array.from({ length: 5 }, () => ({ from: 540, to: 1_020 })), null, null],
});
const quiet = (at: string, schedule: Schedule | null, quietUntil: number | null = null, dnd = false) =>
  isQuiet({ quietUntil, schedule }, dnd, Date.parse(at));

describe("the week's hours", () => {
  it("begin at their first minute and end before their last", () => {
    const utc = nineToFive("UTC");
    expect(quiet("2026-11-18T08:59:59Z", utc)).toBe(true);
    expect(quiet("2026-11-18T09:00:00Z", utc)).toBe(false);
    expect(quiet("2026-11-18T16:59:59Z", utc)).toBe(false);
    expect(quiet("2026-11-18T17:00:00Z", utc)).toBe(true);
    expect(quiet("2026-11-21T12:00:00Z", utc)).toBe(true);
  });

  it("follow the person's clock, before and after it is put forward and back", () => {
    const berlin = nineToFive("Europe/Berlin");
    // Winter time until 29 March 2026, summer time until 25 October.
    expect(quiet("2026-03-27T08:00:00Z", berlin)).toBe(false);
    expect(quiet("2026-03-27T07:30:00Z", berlin)).toBe(true);
    expect(quiet("2026-03-30T07:30:00Z", berlin)).toBe(false);
    expect(quiet("2026-10-23T07:00:00Z", berlin)).toBe(false);
    expect(quiet("2026-10-26T07:00:00Z", berlin)).toBe(true);
  });

  it("take the day of the zone, not of the server", () => {
    expect(wallClock(Date.parse("2026-11-22T23:30:00Z"), "Asia/Tokyo")).toEqual({ day: 0, minutes: 510 });
    expect(wallClock(Date.parse("2026-11-23T03:15:00Z"), "America/New_York")).toEqual({ day: 6, minutes: 1_335 });
    expect(wallClock(Date.parse("2026-11-23T00:00:00Z"), "UTC")).toEqual({ day: 0, minutes: 0 });
  });
});

it("is quiet until the moment that was chosen, and with do-not-disturb shown", () => {
  const until = Date.parse("2026-11-18T10:00:00Z");
  expect(quiet("2026-11-18T09:59:59Z", null, until)).toBe(true);
  expect(quiet("2026-11-18T10:00:00Z", null, until)).toBe(false);
  expect(quiet("2026-11-18T10:00:00Z", null, null, true)).toBe(true);
});

it("knows zones", () => {
  expect([isZone("Europe/Berlin"), isZone("Mars/Base"), isZone("")]).toEqual([true, false, false]);
});
