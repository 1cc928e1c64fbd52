/** Moments named by a clock on a wall in some zone. Clocks that jump are the point: every rule here holds across them. */

export interface Wall {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MONDAY = 1;
const MORNING_HOUR = 9;

/** What a clock in the zone shows at a moment. */
export function wallAt(at: number, zone: string): Wall {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return { year: part("year"), month: part("month"), day: part("day"), hour: part("hour"), minute: part("minute") };
}

/**
 * The moment a clock in the zone shows this. A time that the clock shows twice is its first showing; one that it leaves
 * out is as long after the jump as it would have been after it (02:30 becomes 03:30), which is what people mean.
 */
export function momentOf(wall: Wall, zone: string): number {
  const asUtc = utcOf(wall);
  const before = asUtc - offsetAt(asUtc - DAY_MS, zone);
  const after = asUtc - offsetAt(asUtc + DAY_MS, zone);
  const shown = [before, after].filter((at) => utcOf(wallAt(at, zone)) === asUtc);
  return shown.length > 0 ? Math.min(...shown) : before;
}

/** Tomorrow at nine, in the zone. */
export function tomorrowMorning(now: number, zone: string): number {
  return morningIn(1, now, zone);
}

/** Next Monday at nine, in the zone; on a Monday the one in a week. */
export function mondayMorning(now: number, zone: string): number {
  const { year, month, day } = wallAt(now, zone);
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return morningIn(((MONDAY - weekday + 6) % 7) + 1, now, zone);
}

/** An hour from now, on the whole minute. */
export function inAnHour(now: number): number {
  return Math.ceil((now + HOUR_MS) / 60_000) * 60_000;
}

/** Reads the values of a date and a time field; null when either is not one, or no such day exists. */
export function parseWall(date: string, time: string): Wall | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(`${date}T${time}`);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
  const wall = { year, month, day, hour, minute };
  const real = new Date(utcOf(wall));
  const exists = real.getUTCMonth() + 1 === month && real.getUTCDate() === day && real.getUTCHours() === hour;
  return exists && minute < 60 ? wall : null;
}

/** The values of a date and a time field for a moment. */
export function fieldsOf(at: number, zone: string): { date: string; time: string } {
  const { year, month, day, hour, minute } = wallAt(at, zone);
  const two = (value: number) => String(value).padStart(2, "0");
  return { date: `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`, time: `${two(hour)}:${two(minute)}` };
}

function morningIn(days: number, now: number, zone: string): number {
  const { year, month, day } = wallAt(now, zone);
  // Days are counted on the calendar, not in hours: some have 23 or 25 of them.
  const date = new Date(Date.UTC(year, month - 1, day + days));
  return momentOf(
    {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: MORNING_HOUR,
      minute: 0,
    },
    zone,
  );
}

function offsetAt(at: number, zone: string): number {
  return utcOf(wallAt(at, zone)) - Math.floor(at / 60_000) * 60_000;
}

function utcOf({ year, month, day, hour, minute }: Wall): number {
  return Date.UTC(year, month - 1, day, hour, minute);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  formats.set(timeZone, made);
  return made;
}
