export const ROWS_PER_PAGE = 50;

/** The page of a list that a view names, counted from 1; past the end, the last one. */
export function pageOf<T>(all: readonly T[], page: number): { rows: readonly T[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(all.length / ROWS_PER_PAGE));
  const shown = Math.min(page, pages);
  return { rows: all.slice((shown - 1) * ROWS_PER_PAGE, shown * ROWS_PER_PAGE), page: shown, pages };
}
