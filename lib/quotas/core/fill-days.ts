const DAY_MS = 86_400_000;

/** Every day from the first to the last (`2026-11-21`), each with its row, or with `empty` where nothing happened. */
export function fillDays<T>(
  rows: readonly (T & { group: string })[],
  { first, last }: { first: string; last: string },
  empty: T,
): (T & { group: string })[] {
  const known = new Map(rows.map((row) => [row.group, row]));
  const filled: (T & { group: string })[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += DAY_MS) {
    const group = new Date(at).toISOString().slice(0, 10);
    filled.push(known.get(group) ?? { ...empty, group });
  }
  return filled;
}
