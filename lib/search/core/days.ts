/** Days as people mean them: in their own time zone. */

const DAY_MS = 86_400_000;

/** The first and the next day's first moment of `yyyy-mm-dd`, "today" or "yesterday" in a zone, in Unix ms. */
export function dayBounds(day: string, zone: string, nowMs: number): { startMs: number; endMs: number } {
  const date = day === "today" ? dateIn(zone, nowMs) : day === "yesterday" ? dayBefore(dateIn(zone, nowMs)) : day;
  const next = new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
  return { startMs: midnight(date, zone), endMs: midnight(next, zone) };
}

function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
}

/** Midnight of a date in a zone. The second look is for the day on which the clocks change. */
function midnight(date: string, zone: string): number {
  const asUtc = Date.parse(`${date}T00:00:00Z`);
  const guess = asUtc - offsetMs(zone, asUtc);
  return asUtc - offsetMs(zone, guess);
}

function offsetMs(zone: string, atMs: number): number {
  const parts = partsIn(zone, atMs);
  const wall = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
  return wall - Math.floor(atMs / 1_000) * 1_000;
}

function dateIn(zone: string, atMs: number): string {
  const { year, month, day } = partsIn(zone, atMs);
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

type Part = "year" | "month" | "day" | "hour" | "minute" | "second";

function partsIn(zone: string, atMs: number): Record<Part, number> {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)])) as Record<
    Part,
    number
  >;
}
