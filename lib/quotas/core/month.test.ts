import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { monthOf } from "./month";

const ZONES = [
  "UTC",
  "America/New_York",
  "America/Sao_Paulo",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "Australia/Adelaide",
  "Australia/Lord_Howe",
  "Europe/Berlin",
  "Pacific/Apia",
  "Pacific/Auckland",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
];

const shown = (zone: string, at: number) =>
  new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).format(at);

describe("a month", () => {
  it("begins at the first midnight of the zone's own clock", () => {
    const at = Date.UTC(2026, 10, 21, 12);
    const begins = {
      UTC: "2026-11-01T00:00:00.000Z",
      "Asia/Kolkata": "2026-10-31T18:30:00.000Z",
      "Asia/Kathmandu": "2026-10-31T18:15:00.000Z",
      "Europe/Berlin": "2026-10-31T23:00:00.000Z",
      // Summer in the south: clocks went forward in October.
      "Australia/Adelaide": "2026-10-31T13:30:00.000Z",
      "Pacific/Auckland": "2026-10-31T11:00:00.000Z",
      "Pacific/Chatham": "2026-10-31T10:15:00.000Z",
      // Clocks go back at two on this very day.
      "America/New_York": "2026-11-01T04:00:00.000Z",
    };
    for (const [zone, from] of Object.entries(begins)) {
      const month = monthOf(zone, at);
      expect([zone, month.label, new Date(month.from).toISOString()]).toEqual([zone, "2026-11", from]);
    }
  });

  it("is as long as the clocks make it", () => {
    const hours = (zone: string, at: number) => {
      const { from, until } = monthOf(zone, at);
      return (until - from) / 3_600_000;
    };
    expect(hours("UTC", Date.UTC(2026, 9, 5))).toBe(31 * 24);
    expect(hours("Europe/Berlin", Date.UTC(2026, 9, 5))).toBe(31 * 24 + 1);
    expect(hours("Europe/Berlin", Date.UTC(2026, 2, 5))).toBe(31 * 24 - 1);
    expect(hours("Australia/Adelaide", Date.UTC(2026, 9, 5))).toBe(31 * 24 - 1);
    expect(hours("Australia/Lord_Howe", Date.UTC(2026, 9, 5))).toBe(31 * 24 - 0.5);
    // A day that never was.
    expect(hours("Pacific/Apia", Date.UTC(2011, 11, 5))).toBe(30 * 24);
  });

  it("begins later where midnight of its first day was left out", () => {
    // Asunción's clocks went from 00:00 to 01:00 on 1 October 2017.
    const month = monthOf("America/Asuncion", Date.UTC(2017, 9, 10));
    expect(shown("America/Asuncion", month.from)).toBe("2017-10-01 01:00:00");
    expect(shown("America/Asuncion", month.from - 1)).toBe("2017-09-30 23:59:59");
  });

  it("is the one around any moment, its neighbours touch it, in any zone", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2040, 0, 1) }),
        (zone, at) => {
          const { label, from, until } = monthOf(zone, at);
          expect(from <= at && at < until).toBe(true);
          expect(shown(zone, at).slice(0, 7)).toBe(label);
          expect(shown(zone, from).slice(0, 10)).toBe(`${label}-01`);
          expect(shown(zone, from - 1).slice(0, 7)).not.toBe(label);
          expect(monthOf(zone, until).from).toBe(until);
          expect(monthOf(zone, from - 1).until).toBe(from);
        },
      ),
    );
  });

  it("of a zone that is none is that of UTC", () => {
    expect(monthOf("Mars/Olympus", 0)).toEqual(monthOf("UTC", 0));
  });
});
