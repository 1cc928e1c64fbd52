/** Calendar months, by their first days. They know no zone. */
import { addDays } from "./days";

/** The months of which every day is in the period. */
export function wholeMonths({ from, until }: { from: string; until: string }): string[] {
  const months: string[] = [];
  let month = from.endsWith("-01") ? from : nextMonth(from);
  for (let next = nextMonth(month); addDays(next, -1) <= until; next = nextMonth(next)) {
    months.push(month);
    month = next;
  }
  return months;
}

/** The first day of the month after this day's. */
function nextMonth(day: string): string {
  // 31 days after a first is always in the next month, and never in the one after it.
  return `${addDays(`${day.slice(0, 7)}-01`, 31).slice(0, 7)}-01`;
}
