"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { TableHead } from "./table";

/** A column's head that sorts by it; once more, the other way round. */
export function SortHead<C extends string>({
  column,
  label,
  view,
  onSort,
  className,
}: {
  column: NoInfer<C>;
  label: string;
  view: { sort: C; down: boolean };
  onSort(sort: { sort: NoInfer<C>; down: boolean }): void;
  className?: string;
}) {
  const here = view.sort === column;
  const Arrow = view.down ? ArrowDown : ArrowUp;
  return (
    <TableHead aria-sort={here ? (view.down ? "descending" : "ascending") : "none"} className={className}>
      <button
        type="button"
        className="-mx-1 inline-flex cursor-pointer text-start items-center gap-1 rounded-sm px-1 hover:text-foreground"
        onClick={() => onSort({ sort: column, down: here && !view.down })}
      >
        {label}
        {here ? <Arrow aria-hidden className="size-3.5" /> : null}
      </button>
    </TableHead>
  );
}

/** The head of the column that the rows come sorted by, where there is no other order. */
export function SortedHead({ label, down, className }: { label: string; down: boolean; className?: string }) {
  const Arrow = down ? ArrowDown : ArrowUp;
  return (
    <TableHead aria-sort={down ? "descending" : "ascending"} className={className}>
      <span className="inline-flex items-center gap-1">
        {label}
        <Arrow aria-hidden className="size-3.5" />
      </span>
    </TableHead>
  );
}
