"use client";

import type { ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Pager } from "@/components/ui/pager";
import { Table, TableBody, TableHeader, TableRow } from "@/components/ui/table";
import type { ListView } from "@/lib/ui/list-view";
import { pageOf } from "@/lib/ui/page-of";

/** A table that one looks through: the field to find by, how many there are, a page of rows, the way to the others. */
export function ListFrame<R>({
  title,
  find,
  view,
  onShow,
  matching,
  told,
  filter,
  acts,
  heads,
  row,
}: {
  title: string;
  /** Of the field to find by. */
  find: string;
  view: Pick<ListView<string>, "query" | "page">;
  onShow(change: { query: string } | { page: number }): void;
  /** Everything that is looked for, sorted. */
  matching: readonly R[];
  /** How many these are, or that there are none. */
  told: string;
  filter?: ReactNode;
  /** What can be done with them, or beside them. */
  acts: ReactNode;
  heads: ReactNode;
  row(item: R): ReactNode;
}) {
  const { rows, page, pages } = pageOf(matching, view.page);
  return (
    <section aria-label={title} className="flex flex-col gap-3">
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
        <div className="ms-auto">{acts}</div>
      </div>
      {rows.length === 0 ? null : (
        <Table aria-label={title}>
          <TableHeader>
            <TableRow>{heads}</TableRow>
          </TableHeader>
          <TableBody>{rows.map(row)}</TableBody>
        </Table>
      )}
      <Pager page={page} pages={pages} onPage={(next) => onShow({ page: next })} />
    </section>
  );
}
