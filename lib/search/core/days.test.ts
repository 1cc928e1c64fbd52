import { expect, it } from "vitest";
import { dayBounds } from "./days";

const NOW = Date.parse("2026-03-01T02:00:00Z");
const iso = ({ startMs, endMs }: { startMs: number; endMs: number }) =>
  [startMs, endMs].map((ms) => new Date(ms).toISOString());

it.each([
  ["2026-01-31", "UTC", "2026-01-31T00:00:00.000Z", "2026-02-01T00:00:00.000Z"],
  ["2026-01-31", "Asia/Tokyo", "2026-01-30T15:00:00.000Z", "2026-01-31T15:00:00.000Z"],
  ["today", "UTC", "2026-03-01T00:00:00.000Z", "2026-03-02T00:00:00.000Z"],
  ["today", "America/New_York", "2026-02-28T05:00:00.000Z", "2026-03-01T05:00:00.000Z"],
  ["yesterday", "UTC", "2026-02-28T00:00:00.000Z", "2026-03-01T00:00:00.000Z"],
  // 23 hours long: the clocks go forward.
  ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"],
])("bounds %s in %s", (day, zone, start, end) => expect(iso(dayBounds(day, zone, NOW))).toEqual([start, end]));
