"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CsvButton } from "@/components/ui/csv-button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Pager } from "@/components/ui/pager";
import type { ListView } from "@/lib/ui/list-view";
import { pageOf } from "@/lib/ui/page-of";
import { ColumnChoice } from "./column-choice";
import { TableGrid, type Column } from "./table-grid";
import { useHiddenColumns } from "./use-hidden-columns";
import { useRowChoice, type BulkActs } from "./use-row-choice";

export type { Column } from "./table-grid";

const COLUMNS_WITHOUT_CHOICE = 6;

/**
 * A table that one looks through, the same everywhere: the field to find by, how many there are, a page of rows, sorting,
 * the way to the other pages; where it makes sense a choice of rows with acts on all of them, of columns, and a file.
 */
export function DataTable<R, C extends string>({
  title,
  headed = false,
  about,
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
  rowStateOf,
  top,
  csv,
  bulk,
}: {
  title: string;
  /** The title stands over it: there is more on the page than the table. */
  headed?: boolean;
  /** Under the title. */
  about?: string;
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
  /** How a row stands, for who looks for it. */
  rowStateOf?(row: R): string;
  /** Cells of several lines: they begin together. */
  top?: boolean;
  /** The name of the file. */
  csv?: string;
  bulk?: BulkActs<R>;
}) {
  const t = useTranslations("admin.table");
  const { rows, page, pages } = pageOf(matching, view.page);
  const [hidden, hide] = useHiddenColumns(columns);
  const { choice, bar } = useRowChoice({ all: matching, rows, keyOf, bulk });
  const filed = columns.filter((column) => column.csv !== undefined);
  return (
    <section aria-label={title} className="flex flex-col gap-3">
      {headed ? <h2 className="text-base font-semibold">{title}</h2> : null}
      {about === undefined ? null : <p className="-mt-1 text-sm text-muted-foreground">{about}</p>}
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
      {bar}
      {rows.length === 0 ? null : (
        <TableGrid<R, C>
          title={title}
          columns={columns.filter(({ id }) => !hidden.has(id))}
          rows={rows}
          order={view}
          onSort={onShow}
          keyOf={keyOf}
          rowSlot={rowSlot}
          rowStateOf={rowStateOf}
          top={top}
          choice={choice}
        />
      )}
      <Pager page={page} pages={pages} onPage={(next) => onShow({ page: next })} />
    </section>
  );
}
