"use client";

import { Columns3 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { CsvButton } from "@/components/ui/csv-button";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Pager } from "@/components/ui/pager";
import { SortHead } from "@/components/ui/sort-head";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { cn } from "@/lib/ui/cn";
import type { ListView } from "@/lib/ui/list-view";
import { pageOf } from "@/lib/ui/page-of";
import { useHiddenColumns } from "./use-hidden-columns";

export interface Column<R, C extends string> {
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

const COLUMNS_WITHOUT_CHOICE = 6;

/**
 * A table that one looks through, the same everywhere: the field to find by, how many there are, a page of rows, sorting,
 * the way to the other pages; where it makes sense a choice of rows with acts on all of them, of columns, and a file.
 */
export function DataTable<R, C extends string>({
  title,
  headed = false,
  find,
  view,
  onShow,
  matching,
  told,
  filter,
  acts,
  columns,
  keyOf,
  rowSlot,
  csv,
  bulk,
}: {
  title: string;
  /** The title stands over it: there is more on the page than the table. */
  headed?: boolean;
  /** Of the field to find by. */
  find: string;
  view: ListView<C>;
  onShow(change: Partial<ListView<C>>): void;
  /** Everything that is looked for, sorted. */
  matching: readonly R[];
  /** How many these are, or that there are none. */
  told: string;
  filter?: ReactNode;
  /** What can be done beside them. */
  acts?: ReactNode;
  columns: readonly Column<R, C>[];
  keyOf(row: R): string;
  rowSlot?: string;
  /** The name of the file. */
  csv?: string;
  /** What can be done with the rows that were chosen; `done` chooses none. */
  bulk?: { may(row: R): boolean; nameOf(row: R): string; acts(rows: readonly R[], done: () => void): ReactNode };
}) {
  const t = useTranslations("admin.table");
  const { rows, page, pages } = pageOf(matching, view.page);
  const [hidden, hide] = useHiddenColumns(columns);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const shown = columns.filter(({ id }) => !hidden.has(id));
  const chosen = matching.filter((row) => picked.has(keyOf(row)));
  const choosable = bulk ? rows.filter(bulk.may) : [];
  const all = choosable.length > 0 && choosable.every((row) => picked.has(keyOf(row)));
  const some = choosable.some((row) => picked.has(keyOf(row)));
  const pick = (these: readonly R[], on: boolean) => {
    const next = new Set(picked);
    for (const row of these)
      if (on) next.add(keyOf(row));
      else next.delete(keyOf(row));
    setPicked(next);
  };
  const filed = columns.filter((column) => column.csv !== undefined);
  return (
    <section aria-label={title} className="flex flex-col gap-3">
      {headed ? <h2 className="text-base font-semibold">{title}</h2> : null}
      <div className="flex flex-wrap items-end gap-3">
        <Field label={find} labelHidden>
          <Input
            type="search"
            placeholder={find}
            autoComplete="off"
            value={view.query}
            onChange={(event) => onShow({ query: event.target.value })}
            className="w-56"
          />
        </Field>
        {filter}
        <output className="self-center text-xs text-muted-foreground">{told}</output>
        <div className="ms-auto flex flex-wrap items-center gap-2">
          {columns.length > COLUMNS_WITHOUT_CHOICE && columns.some(({ optional }) => optional) ? (
            <ColumnChoice columns={columns} hidden={hidden} onHide={hide} />
          ) : null}
          {csv === undefined ? null : (
            <CsvButton
              name={csv}
              rows={[
                filed.map(({ label }) => label),
                ...matching.map((row) => filed.map((one) => one.csv?.(row) ?? "")),
              ]}
            >
              {t("export")}
            </CsvButton>
          )}
          {acts}
        </div>
      </div>
      {bulk && chosen.length > 0 ? (
        <div
          role="group"
          aria-label={t("chosenActs")}
          className="flex flex-wrap items-center gap-2 rounded-md border bg-muted px-3 py-1.5"
        >
          <output className="me-auto text-sm font-medium">{t("chosen", { count: chosen.length })}</output>
          {bulk.acts(chosen, () => setPicked(new Set()))}
          <Button variant="ghost" size="sm" onClick={() => setPicked(new Set())}>
            {t("none")}
          </Button>
        </div>
      ) : null}
      {rows.length === 0 ? null : (
        <Table aria-label={title}>
          <TableHeader>
            <TableRow>
              {bulk ? (
                <TableHead className="w-8">
                  <Checkbox
                    aria-label={t("all")}
                    checked={all ? true : some ? "indeterminate" : false}
                    disabled={choosable.length === 0}
                    onCheckedChange={(on) => pick(choosable, on === true)}
                  />
                </TableHead>
              ) : null}
              {shown.map(({ id, label, sorts, end, quiet, className }) =>
                sorts ? (
                  <SortHead
                    key={id}
                    column={id as C}
                    label={label}
                    view={view}
                    onSort={onShow}
                    className={cn(end && "text-end", className)}
                  />
                ) : (
                  <TableHead key={id} className={cn(end && "text-end", className)}>
                    {quiet ? <span className="sr-only">{label}</span> : label}
                  </TableHead>
                ),
              )}
            </TableRow>
          </TableHeader>
          <TableBody>
            {rows.map((row) => {
              const key = keyOf(row);
              return (
                <TableRow
                  key={key}
                  data-slot={rowSlot ?? "table-row"}
                  data-state={picked.has(key) ? "selected" : undefined}
                >
                  {bulk ? (
                    <TableCell className="w-8">
                      {bulk.may(row) ? (
                        <Checkbox
                          aria-label={t("choose", { name: bulk.nameOf(row) })}
                          checked={picked.has(key)}
                          onCheckedChange={(on) => pick([row], on === true)}
                        />
                      ) : null}
                    </TableCell>
                  ) : null}
                  {shown.map(({ id, cell, end, className }) => (
                    <TableCell key={id} className={cn(end && "text-end", className)}>
                      {cell(row)}
                    </TableCell>
                  ))}
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      )}
      <Pager page={page} pages={pages} onPage={(next) => onShow({ page: next })} />
    </section>
  );
}

function ColumnChoice({
  columns,
  hidden,
  onHide,
}: {
  columns: readonly { id: string; label: string; optional?: boolean }[];
  hidden: ReadonlySet<string>;
  onHide(id: string, away: boolean): void;
}) {
  const t = useTranslations("admin.table");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="outline" size="sm">
          <Columns3 aria-hidden />
          {t("columns")}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {columns
          .filter(({ optional }) => optional)
          .map(({ id, label }) => (
            <DropdownMenuCheckboxItem
              key={id}
              checked={!hidden.has(id)}
              onCheckedChange={(on) => onHide(id, !on)}
              onSelect={(event) => event.preventDefault()}
            >
              {label}
            </DropdownMenuCheckboxItem>
          ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
