import { momentOf } from "@/lib/later/core/when";
import type { Rhythm } from "../protocol";
import { addDays, dayAt } from "./days";

/** When a finished period is told, on the zone's wall clock. */
const MORNING_HOUR = 7;

/** The last day, week (from Monday) or month that was over before this morning in the zone. */
export function finishedPeriod(rhythm: Rhythm, now: number, zone: string): { from: string; until: string } {
  const today = dayAt(now, zone);
  // Before the morning it is still the day before.
  const day = now < morningOf(today, zone) ? addDays(today, -1) : today;
  const until = lastDay(rhythm, day);
  return { from: firstDay(rhythm, until), until };
}

/** The day before the day, week or month that this day is in. */
function lastDay(rhythm: Rhythm, day: string): string {
  if (rhythm === "daily") return addDays(day, -1);
  if (rhythm === "monthly") return addDays(`${day.slice(0, 7)}-01`, -1);
  return addDays(day, -(sinceMonday(day) + 1));
}

function firstDay(rhythm: Rhythm, until: string): string {
  if (rhythm === "daily") return until;
  return rhythm === "monthly" ? `${until.slice(0, 7)}-01` : addDays(until, -6);
}

function sinceMonday(day: string): number {
  return (new Date(Date.parse(day)).getUTCDay() + 6) % 7;
}

function morningOf(day: string, zone: string): number {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return momentOf({ year, month, day: date, hour: MORNING_HOUR, minute: 0 }, zone);
}
