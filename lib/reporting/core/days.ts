/** Calendar days as `YYYY-MM-DD`. They know no zone: which day a moment is in, `dayAt` says. */
import { wallAt } from "@/lib/later/core/when";

const DAY_MS = 86_400_000;
const SHAPE = /^\d{4}-\d{2}-\d{2}$/;

/** Far enough from the ends of what clocks and Postgres can hold. */
const YEAR_MIN = 2000;
const YEAR_MAX = 2199;

/** Whether there is such a day: `2026-02-30` is none. */
export function isDay(text: string): boolean {
  if (!SHAPE.test(text)) return false;
  const at = Date.parse(text);
  const year = Number(text.slice(0, 4));
  return !Number.isNaN(at) && textOf(at) === text && year >= YEAR_MIN && year <= YEAR_MAX;
}

/** The day that the calendar on a wall of this zone shows. */
export function dayAt(at: number, zone: string): string {
  const { year, month, day } = wallAt(at, zone);
  return textOf(Date.UTC(year, month - 1, day));
}

export function addDays(day: string, count: number): string {
  return textOf(Date.parse(day) + count * DAY_MS);
}

/** From the first to the last, both counted. */
export function countDays(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / DAY_MS) + 1;
}

/** Every day from the first to the last, both included. */
export function daysOf({ from, until }: { from: string; until: string }): string[] {
  return Array.from({ length: Math.max(0, countDays(from, until)) }, (_, at) => addDays(from, at));
}

/** As many days, up to the day before `from`. */
export function periodBefore({ from, until }: { from: string; until: string }): { from: string; until: string } {
  return { from: addDays(from, -countDays(from, until)), until: addDays(from, -1) };
}

function textOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
