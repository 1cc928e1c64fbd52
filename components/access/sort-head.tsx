"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { TableHead } from "@/components/ui/table";
import type { MemberColumn, MemberListView } from "@/lib/tenants/core/member-list";

/** A column's head that sorts by it; once more, the other way round. */
export function SortHead({
  column,
  view,
  onSort,
  className,
}: {
  column: MemberColumn;
  view: MemberListView;
  onSort(sort: Pick<MemberListView, "sort" | "down">): void;
  className?: string;
}) {
  const t = useTranslations("access.members");
  const here = view.sort === column;
  const Arrow = view.down ? ArrowDown : ArrowUp;
  return (
    <TableHead aria-sort={here ? (view.down ? "descending" : "ascending") : "none"} className={className}>
      <button
        type="button"
        className="-mx-1 inline-flex cursor-pointer items-center gap-1 rounded-sm px-1 hover:text-foreground"
        onClick={() => onSort({ sort: column, down: here && !view.down })}
      >
        {t(column)}
        {here ? <Arrow aria-hidden className="size-3.5" /> : null}
      </button>
    </TableHead>
  );
}
