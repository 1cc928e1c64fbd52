/** Months as a tenant's wall clock has them. */

export interface Month {
  /** `2026-11`. Counters are kept under it, so that a change of zone in mid-month starts nothing anew. */
  label: string;
  /** Its first moment, and that of the next one. */
  from: number;
  until: number;
}

/** No zone is further from UTC, and clocks that jump at the turn of a month do so by less than the rest. */
const FAR_MS = 16 * 3_600_000;

const known = new Map<string, Month>();
const formats = new Map<string, Intl.DateTimeFormat>();

/** The month that a clock in the zone shows. A zone that is not one counts as UTC. */
export function monthOf(zone: string, now: number): Month {
  const last = known.get(zone);
  if (last && last.from <= now && now < last.until) return last;
  const { year, month } = shownAt(zone, now);
  const made = {
    label: `${year}-${String(month).padStart(2, "0")}`,
    from: firstMoment(zone, year, month),
    until: month === 12 ? firstMoment(zone, year + 1, 1) : firstMoment(zone, year, month + 1),
  };
  known.set(zone, made);
  return made;
}

/**
 * The moment from which the zone's clock shows this month. Searched for, not computed from an offset: midnight may be
 * left out or shown twice by a clock that jumps then.
 */
function firstMoment(zone: string, year: number, month: number): number {
  const near = Date.UTC(year, month - 1, 1);
  let before = near - FAR_MS;
  let after = near + FAR_MS;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    const shown = shownAt(zone, middle);
    if (shown.year * 12 + shown.month < year * 12 + month) before = middle;
    else after = middle;
  }
  return after;
}

function shownAt(zone: string, at: number): { year: number; month: number } {
  const [month = "", year = ""] = formatOf(zone).format(at).split("/");
  return { year: Number(year), month: Number(month) };
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const made = formats.get(zone) ?? newFormat(zone) ?? newFormat("UTC") ?? new Intl.DateTimeFormat("en-US");
  formats.set(zone, made);
  return made;
}

function newFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      year: "numeric",
      month: "numeric",
    });
  } catch {
    return null;
  }
}
