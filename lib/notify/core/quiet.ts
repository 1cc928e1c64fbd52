/** When a person is left alone. The clock and the zone are values; the wall clock decides, so summer time needs no rule. */
import type { NotifySettings, Schedule } from "./settings";

export const DAY_MINUTES = 1_440;
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** True while nothing may ring: for now, by the week's hours, or because the person shows do-not-disturb. */
export function isQuiet(
  settings: Pick<NotifySettings, "quietUntil" | "schedule">,
  doNotDisturb: boolean,
  nowMs: number,
): boolean {
  if (doNotDisturb) return true;
  if (settings.quietUntil !== null && nowMs < settings.quietUntil) return true;
  return settings.schedule !== null && !isWithin(settings.schedule, nowMs);
}

/** True for a zone this runtime knows. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** The day (Monday is 0) and the minutes after midnight that a clock on the wall of this zone shows. */
export function wallClock(nowMs: number, zone: string): { day: number; minutes: number } {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(nowMs);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return { day: WEEKDAYS.indexOf(of("weekday")), minutes: Number(of("hour")) * 60 + Number(of("minute")) };
}

function isWithin(schedule: Schedule, nowMs: number): boolean {
  const { day, minutes } = wallClock(nowMs, schedule.zone);
  const hours = schedule.days[day];
  return hours != null && minutes >= hours.from && minutes < hours.to;
}
