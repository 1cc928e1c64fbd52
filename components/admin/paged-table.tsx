"use client";

import type { ReactNode } from "react";
import { TableGrid, type Column } from "./table-grid";
import { useRowChoice, type BulkActs } from "./use-row-choice";

/**
 * A table whose rows come a page at a time from the server, which looks for them and sorts them. It looks and behaves as
 * those whose rows are all here.
 */
export function PagedTable<R, C extends string>({
  title,
  filter,
  told,
  acts,
  columns,
  order,
  rows,
  keyOf,
  rowSlot,
  rowStateOf,
  top,
  bulk,
  empty,
  pager,
}: {
  title: string;
  /** What is looked for, where it is one field. */
  filter?: ReactNode;
  /** How many there are in all. */
  told?: string;
  /** What can be done beside them: files. */
  acts?: ReactNode;
  columns: readonly Column<R, C>[];
  /** What the server sorts them by. */
  order: { sort: C; down: boolean };
  /** Of this page. */
  rows: readonly R[];
  keyOf(row: R): string;
  rowSlot?: string;
  /** How a row stands, for who looks for it. */
  rowStateOf?(row: R): string;
  /** Cells of several lines: they begin together. */
  top?: boolean;
  bulk?: BulkActs<R>;
  /** Instead of the table where there is no row. */
  empty: ReactNode;
  pager: ReactNode;
}) {
  const { choice, bar } = useRowChoice({ all: rows, rows, keyOf, bulk });
  return (
    <div className="flex flex-col gap-3">
      {filter || told || acts ? (
        <div className="flex flex-wrap items-end gap-3">
          {filter}
          {told === undefined ? null : <output className="self-center text-xs text-muted-foreground">{told}</output>}
          <div className="ms-auto flex flex-wrap items-center gap-2">{acts}</div>
        </div>
      ) : null}
      {bar}
      {rows.length === 0 ? (
        empty
      ) : (
        <TableGrid<R, C>
          title={title}
          columns={columns}
          rows={rows}
          order={order}
          keyOf={keyOf}
          rowSlot={rowSlot}
          rowStateOf={rowStateOf}
          top={top}
          choice={choice}
        />
      )}
      {pager}
    </div>
  );
}
