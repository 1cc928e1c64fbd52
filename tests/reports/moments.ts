import type { Random } from "@/bench/archive/random";

/**
 * With whole hours, halves and three quarters between them and UTC, and clocks that jump by an hour and by half of one; in
 * Havana at midnight, so that one day has none and another has two.
 */
export const ZONES = [
  ...(["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Havana"] as const),
  ...(["Asia/Kathmandu", "UTC"] as const),
];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The days on which these zones' clocks jump, and some around them: all days of the test. */
const STRETCHES = [
  { first: "2026-03-05", days: 36 },
  { first: "2026-10-01", days: 36 },
] as const;

/** Days before everything and after it, that stay empty. */
export const FIRST_DAY = "2026-03-01";
export const LAST_DAY = "2026-11-10";

const JUMPS = [
  Date.UTC(2026, 2, 8, 5), // Havana forward
  Date.UTC(2026, 2, 8, 7), // New York forward
  Date.UTC(2026, 2, 29, 1), // Berlin forward
  Date.UTC(2026, 3, 4, 15), // Lord Howe back
  Date.UTC(2026, 9, 3, 15, 30), // Lord Howe forward
  Date.UTC(2026, 9, 25, 1), // Berlin back
  Date.UTC(2026, 10, 1, 5), // Havana back
  Date.UTC(2026, 10, 1, 6), // New York back
];

/** A moment that is likely to be put into the wrong day: at midnights of the zones, to the millisecond, and at jumps. */
export function momentIn(random: Random): number {
  const { first, days } = random.pick(STRETCHES);
  const day = Date.parse(first) + random.below(days) * DAY_MS;
  const near = [0, 0, 1, -1, random.below(60_000), -random.below(2 * HOUR_MS), random.below(2 * HOUR_MS)];
  const kind = random.next();
  if (kind < 0.2) return random.pick(JUMPS) + random.pick(near);
  if (kind < 0.5) {
    // Midnights are at one of these offsets from UTC, in summer or in winter.
    const offset = random.pick([-5, -4, 0, 1, 2, 5.75, 10.5, 11]);
    return day - offset * HOUR_MS + random.pick(near);
  }
  return day + random.below(DAY_MS);
}
