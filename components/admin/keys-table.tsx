"use client";

import { useTranslations } from "next-intl";
import { useMemo, type ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Pager } from "@/components/ui/pager";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { SortHead } from "@/components/ui/sort-head";
import { Table, TableBody, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { KEY_FILTERS, matchingKeys } from "@/lib/keys/core/key-list";
import type { KeyView } from "@/lib/keys/protocol";
import { pageOf } from "@/lib/ui/page-of";
import { KeyRow } from "./key-row";
import { useKeyList } from "./use-key-list";

export type KeyAct = "edit" | "reroll" | "revoke";

/** Every key, to find one: its name, what it may do, when it was used, whether it counts. */
export function KeysTable({
  keys,
  nowMs,
  create,
  onAct,
}: {
  keys: readonly KeyView[];
  nowMs: number;
  create: ReactNode;
  onAct(act: KeyAct, key: KeyView): void;
}) {
  const t = useTranslations("keys");
  const [view, show] = useKeyList();
  const { query, state, sort, down } = view;
  const matching = useMemo(
    () => matchingKeys(keys, { query, state, sort, down, page: 1 }, nowMs),
    [keys, query, state, sort, down, nowMs],
  );
  const { rows, page, pages } = pageOf(matching, view.page);
  return (
    <section aria-label={t("title")} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t("find")} labelHidden>
          <Input
            type="search"
            placeholder={t("find")}
            autoComplete="off"
            value={query}
            onChange={(event) => show({ query: event.target.value })}
            className="w-56"
          />
        </Field>
        <Select
          value={state}
          onValueChange={(next) => show({ state: KEY_FILTERS.find((one) => one === next) ?? state })}
        >
          <SelectTrigger aria-label={t("state")} className="w-32">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {KEY_FILTERS.map((filter) => (
              <SelectItem key={filter} value={filter}>
                {t(`filters.${filter}`)}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
        <output className="self-center text-xs text-muted-foreground">
          {matching.length === 0 ? t("noMatch") : t("count", { count: matching.length })}
        </output>
        <div className="ms-auto">{create}</div>
      </div>
      {matching.length === 0 ? null : (
        <Table aria-label={t("title")}>
          <TableHeader>
            <TableRow>
              <SortHead column="name" label={t("name")} view={view} onSort={show} />
              <TableHead className="max-lg:hidden">{t("may")}</TableHead>
              <TableHead className="max-lg:hidden">{t("limits")}</TableHead>
              <SortHead column="created" label={t("created")} view={view} onSort={show} className="max-lg:hidden" />
              <SortHead column="used" label={t("used")} view={view} onSort={show} className="max-md:hidden" />
              <SortHead column="expires" label={t("expires")} view={view} onSort={show} className="max-md:hidden" />
              <TableHead>{t("state")}</TableHead>
              <TableHead>
                <span className="sr-only">{t("acts")}</span>
              </TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {rows.map((key) => (
              <KeyRow key={key.id} of={key} nowMs={nowMs} onAct={(act) => onAct(act, key)} />
            ))}
          </TableBody>
        </Table>
      )}
      <Pager page={page} pages={pages} onPage={(next) => show({ page: next })} />
    </section>
  );
}
