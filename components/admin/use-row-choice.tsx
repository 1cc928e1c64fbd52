"use client";

import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import type { GridChoice } from "./table-grid";

/** What can be done with the rows that were chosen; `done` chooses none. */
export interface BulkActs<R> {
  may(row: R): boolean;
  nameOf(row: R): string;
  acts(rows: readonly R[], done: () => void): ReactNode;
}

/** The choice of rows of a table: its boxes for the grid, and what stands over it while some are chosen. */
export function useRowChoice<R>({
  all,
  rows,
  keyOf,
  bulk,
}: {
  /** Of which some can be chosen; one that is no longer among them is not chosen. */
  all: readonly R[];
  /** Of the page. */
  rows: readonly R[];
  keyOf(row: R): string;
  bulk: BulkActs<R> | undefined;
}): { choice: GridChoice<R> | undefined; bar: ReactNode } {
  const t = useTranslations("admin.table");
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  if (!bulk) return { choice: undefined, bar: null };
  const chosen = all.filter((row) => picked.has(keyOf(row)));
  const choosable = rows.filter(bulk.may);
  const every = choosable.length > 0 && choosable.every((row) => picked.has(keyOf(row)));
  const some = choosable.some((row) => picked.has(keyOf(row)));
  const none = () => setPicked(new Set());
  const pick = (these: readonly R[], on: boolean) => {
    const next = new Set(picked);
    for (const row of these)
      if (on) next.add(keyOf(row));
      else next.delete(keyOf(row));
    setPicked(next);
  };
  const choice: GridChoice<R> = {
    head: (
      <Checkbox
        aria-label={t("all")}
        checked={every ? true : some ? "indeterminate" : false}
        disabled={choosable.length === 0}
        onCheckedChange={(on) => pick(choosable, on === true)}
      />
    ),
    cell: (row) =>
      bulk.may(row) ? (
        <Checkbox
          aria-label={t("choose", { name: bulk.nameOf(row) })}
          checked={picked.has(keyOf(row))}
          onCheckedChange={(on) => pick([row], on === true)}
        />
      ) : null,
    picked: (row) => picked.has(keyOf(row)),
  };
  const bar =
    chosen.length === 0 ? null : (
      <div
        role="group"
        aria-label={t("chosenActs")}
        className="flex flex-wrap items-center gap-2 rounded-md border bg-muted px-3 py-1.5"
      >
        <output className="me-auto text-sm font-medium">{t("chosen", { count: chosen.length })}</output>
        {bulk.acts(chosen, none)}
        <Button variant="ghost" size="sm" onClick={none}>
          {t("none")}
        </Button>
      </div>
    );
  return { choice, bar };
}
