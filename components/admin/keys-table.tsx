"use client";

import { useTranslations } from "next-intl";
import { useMemo, type ReactNode } from "react";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { SortHead } from "@/components/ui/sort-head";
import { TableHead } from "@/components/ui/table";
import { KEY_FILTERS, matchingKeys, readKeyList, writeKeyList } from "@/lib/keys/core/key-list";
import type { KeyView } from "@/lib/keys/protocol";
import { KeyRow } from "./key-row";
import { ListFrame } from "./list-frame";
import { useListView } from "./use-list-view";

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
  const [view, show] = useListView(readKeyList, writeKeyList);
  const { query, state, sort, down } = view;
  const matching = useMemo(
    () => matchingKeys(keys, { query, state, sort, down, page: 1 }, nowMs),
    [keys, query, state, sort, down, nowMs],
  );
  return (
    <ListFrame
      title={t("title")}
      find={t("find")}
      view={view}
      onShow={show}
      matching={matching}
      told={matching.length === 0 ? t("noMatch") : t("count", { count: matching.length })}
      filter={
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
      }
      acts={create}
      heads={
        <>
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
        </>
      }
      row={(key) => <KeyRow key={key.id} of={key} nowMs={nowMs} onAct={(act) => onAct(act, key)} />}
    />
  );
}
