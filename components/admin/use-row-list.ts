"use client";

import { matchingRows, readRowList, writeRowList, type RowList } from "@/lib/ui/row-list";
import { useListView } from "./use-list-view";

/** What a table of rows that are all here is given: how it is shown, the way to change that, and what matches. */
export function useRowList<R, C extends string>(rows: readonly R[], list: RowList<R, C>) {
  const [view, onShow] = useListView(
    (params) => readRowList(params, list),
    (next) => writeRowList(next, list),
  );
  return { view, onShow, matching: matchingRows(rows, view, list) };
}
