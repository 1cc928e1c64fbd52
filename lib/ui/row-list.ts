/** Rows that are all here, found by their text and sorted by a column, as the address of their table describes it. Pure. */
import { readListView, writeListView, type ListView } from "./list-view";

export interface RowList<R, C extends string> {
  /** What rows are sorted by; the plain address is the first one. */
  columns: readonly [C, ...C[]];
  /** Columns that begin with the greatest: figures, moments. */
  falling?: readonly C[];
  /** Where a page has several tables: stands before the names of this one's in the address. */
  part?: string;
  /** What a row is found by. */
  textOf(row: R): string;
  /** Null: there is none, and it comes last. */
  valueOf(row: R, column: C): string | number | null;
}

/** Reads an address; whatever makes no sense in it is the default. */
export function readRowList<C extends string>(
  params: { get(name: string): string | null },
  { columns, falling = [], part = "" }: Pick<RowList<never, C>, "columns" | "falling" | "part">,
): ListView<C> {
  const view = readListView({ get: (name) => params.get(`${part}${name}`) }, columns);
  return falling.includes(view.sort) ? { ...view, down: !view.down } : view;
}

/** The query string of a view, empty for the plain table. */
export function writeRowList<C extends string>(
  view: ListView<C>,
  { columns, falling = [], part = "" }: Pick<RowList<never, C>, "columns" | "falling" | "part">,
): string {
  const down = falling.includes(view.sort) ? !view.down : view.down;
  const written = new URLSearchParams(writeListView({ ...view, down }, columns));
  const params = new URLSearchParams([...written].map(([name, value]) => [`${part}${name}`, value]));
  return params.size > 0 ? `?${params}` : "";
}

/** Those whose text has the words, sorted. Equal ones stay in the order they came in. */
export function matchingRows<R, C extends string>(
  rows: readonly R[],
  { query, sort, down }: Pick<ListView<C>, "query" | "sort" | "down">,
  { textOf, valueOf }: Pick<RowList<R, C>, "textOf" | "valueOf">,
): R[] {
  const wanted = query.trim().toLocaleLowerCase("en");
  const sign = down ? -1 : 1;
  return rows
    .filter((row) => textOf(row).toLocaleLowerCase("en").includes(wanted))
    .toSorted((a, b) => {
      const [left, right] = [valueOf(a, sort), valueOf(b, sort)];
      if (left === null || right === null) return Number(left === null) - Number(right === null);
      if (typeof left === "number" && typeof right === "number") return sign * (left - right);
      return sign * String(left).localeCompare(String(right), "en");
    });
}
