/** A table as its address describes it: what is looked for, how it is sorted, which page. */
export interface ListView<C extends string> {
  query: string;
  sort: C;
  down: boolean;
  /** From 1. */
  page: number;
}

/** Reads an address; whatever makes no sense in it is the default, of the columns the first. */
export function readListView<C extends string>(
  params: { get(name: string): string | null },
  columns: readonly [C, ...C[]],
): ListView<C> {
  const page = Number(params.get("page") ?? "1");
  return {
    query: (params.get("q") ?? "").slice(0, 200),
    sort: columns.find((column) => column === params.get("sort")) ?? columns[0],
    down: params.get("dir") === "down",
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
}

/**
 * The query string of a view; what is the default is left out, so that the plain table has the plain address. `more`: what
 * a table has beside these.
 */
export function writeListView<C extends string>(
  { query, sort, down, page }: ListView<C>,
  columns: readonly [C, ...C[]],
  more: Record<string, string> = {},
): string {
  const params = new URLSearchParams();
  if (query !== "") params.set("q", query);
  for (const [name, value] of Object.entries(more)) params.set(name, value);
  if (sort !== columns[0]) params.set("sort", sort);
  if (down) params.set("dir", "down");
  if (page > 1) params.set("page", String(page));
  return params.size > 0 ? `?${params}` : "";
}

/** An address's query with one part of it said anew: `before` is how that part was written, `after` how it is from now on. */
export function mergedQuery(whole: string, before: string, after: string): string {
  const params = new URLSearchParams(whole);
  for (const name of new URLSearchParams(before).keys()) params.delete(name);
  for (const [name, value] of new URLSearchParams(after)) params.set(name, value);
  return params.size > 0 ? `?${params}` : "";
}
