"use client";

import type { ReactNode } from "react";
import { SortedHead, SortHead } from "@/components/ui/sort-head";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { cn } from "@/lib/ui/cn";

export interface Column<R, C extends string = string> {
  /** Of the view's columns where the table sorts by it. */
  id: C | (string & {});
  label: string;
  cell(row: R): ReactNode;
  sorts?: boolean;
  /** A figure: at the end of its cell. */
  end?: boolean;
  /** The head is for assistive technology only (a column of buttons). */
  quiet?: boolean;
  /** Of head and cells: where it is too narrow for it, how wide it gets. */
  className?: string;
  /** As it stands in a file; a column without is left out of it. */
  csv?(row: R): string;
  /** May be put away. */
  optional?: boolean;
}

/** Rows that can be chosen: what stands before each, and above all of them. */
export interface GridChoice<R> {
  head: ReactNode;
  cell(row: R): ReactNode;
  picked(row: R): boolean;
}

/** The grid of every table that one looks through: heads that say how it is sorted, then the rows. */
export function TableGrid<R, C extends string>({
  title,
  columns,
  rows,
  order,
  onSort,
  keyOf,
  rowSlot = "table-row",
  rowStateOf,
  top = false,
  choice,
}: {
  title: string;
  columns: readonly Column<R, C>[];
  rows: readonly R[];
  /** What the rows are sorted by. */
  order: { sort: C; down: boolean };
  /** Absent: they come in this order and no other. */
  onSort?(order: { sort: C; down: boolean }): void;
  keyOf(row: R): string;
  rowSlot?: string;
  /** How a row stands, for who looks for it: `data-row-state`. */
  rowStateOf?: ((row: R) => string) | undefined;
  /** Cells of several lines: they begin together. */
  top?: boolean;
  choice?: GridChoice<R> | undefined;
}) {
  return (
    <Table aria-label={title}>
      <TableHeader>
        <TableRow>
          {choice ? <TableHead className="w-8">{choice.head}</TableHead> : null}
          {columns.map(({ id, label, sorts, end, quiet, className }) => {
            const look = cn(end && "text-end", className);
            if (sorts && onSort)
              return <SortHead key={id} column={id as C} label={label} view={order} onSort={onSort} className={look} />;
            if (id === order.sort) return <SortedHead key={id} label={label} down={order.down} className={look} />;
            return (
              <TableHead key={id} className={look}>
                {quiet ? <span className="sr-only">{label}</span> : label}
              </TableHead>
            );
          })}
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow
            key={keyOf(row)}
            data-slot={rowSlot}
            data-row-state={rowStateOf?.(row)}
            data-state={choice?.picked(row) ? "selected" : undefined}
            className={cn(top && "[&>td]:align-top")}
          >
            {choice ? <TableCell className="w-8">{choice.cell(row)}</TableCell> : null}
            {columns.map(({ id, cell, end, className }) => (
              <TableCell key={id} className={cn(end && "text-end", className)}>
                {cell(row)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
