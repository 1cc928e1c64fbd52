"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useMemo, type ReactNode } from "react";
import { useNameOf } from "@/components/chat/rooms-provider";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { send } from "@/lib/access/client/send";
import { KEY_FILTERS, matchingKeys, readKeyList, writeKeyList, type KeyColumn } from "@/lib/keys/core/key-list";
import { isLiving, keyStateOf } from "@/lib/keys/core/key-state";
import type { KeyView } from "@/lib/keys/protocol";
import { BulkAct } from "./bulk-act";
import { DataTable, type Column } from "./data-table";
import { KeyLimitsCell, KeyMenu, KeyStateCell } from "./key-cells";
import { useListView } from "./use-list-view";

export type KeyAct = "edit" | "reroll" | "revoke";

/** Every key, to find one: its name, what it may do, when it was used, whether it counts. */
export function KeysTable({
  slug,
  keys,
  nowMs,
  create,
  onAct,
}: {
  slug: string;
  keys: readonly KeyView[];
  nowMs: number;
  create: ReactNode;
  onAct(act: KeyAct, key: KeyView): void;
}) {
  const t = useTranslations("keys");
  const format = useFormatter();
  const nameOf = useNameOf();
  const [view, show] = useListView(readKeyList, writeKeyList);
  const { query, state, sort, down } = view;
  const matching = useMemo(
    () => matchingKeys(keys, { query, state, sort, down, page: 1 }, nowMs),
    [keys, query, state, sort, down, nowMs],
  );
  const day = (at: number) => format.dateTime(at, { dateStyle: "medium" });
  const moment = (at: number) => format.dateTime(at, { dateStyle: "medium", timeStyle: "short" });
  const iso = (at: number | null) => (at === null ? "" : new Date(at).toISOString());
  const time = (at: number | null, never: string) => (at === null ? never : <time title={moment(at)}>{day(at)}</time>);
  const living = (key: KeyView) => isLiving(keyStateOf(key, nowMs));
  const columns: Column<KeyView, KeyColumn>[] = [
    {
      ...{ id: "name", label: t("name"), sorts: true, className: "max-w-56 max-md:max-w-36", csv: ({ name }) => name },
      cell: (key) => (
        <>
          <span className="block truncate font-medium">{key.name}</span>
          <span className="block truncate font-mono text-xs text-muted-foreground">{key.shown}</span>
        </>
      ),
    },
    {
      ...{ id: "may", label: t("may"), optional: true },
      className: "max-w-48 min-w-36 text-xs text-muted-foreground max-lg:hidden",
      csv: ({ scopes }) => scopes.join(" "),
      cell: ({ scopes, models, tools }) => (
        <>
          {scopes.map((scope) => t(`scopes.${scope}`)).join(", ")}
          {models === null ? null : (
            <span className="block truncate" title={models.join(", ")}>
              {t("fewModels", { count: models.length })}
            </span>
          )}
          {tools === null ? null : (
            <span className="block truncate" title={tools.join(", ")}>
              {t("fewTools", { count: tools.length })}
            </span>
          )}
        </>
      ),
    },
    {
      ...{ id: "limits", label: t("limits"), optional: true, className: "text-xs text-muted-foreground max-lg:hidden" },
      cell: (key) => <KeyLimitsCell of={key} />,
    },
    {
      ...{ id: "created", label: t("created"), sorts: true, optional: true, csv: (key) => iso(key.createdAt) },
      className: "text-xs whitespace-nowrap text-muted-foreground max-lg:hidden",
      cell: ({ createdAt, createdBy }) => (
        <>
          {day(createdAt)}
          {createdBy === null ? null : <span className="block">{t("createdBy", { name: nameOf(createdBy) })}</span>}
        </>
      ),
    },
    {
      ...{ id: "used", label: t("used"), sorts: true, optional: true, csv: (key) => iso(key.lastUsedAt) },
      className: "whitespace-nowrap text-muted-foreground max-md:hidden",
      cell: ({ lastUsedAt }) => time(lastUsedAt, t("notUsed")),
    },
    {
      ...{ id: "expires", label: t("expires"), sorts: true, optional: true, csv: (key) => iso(key.expiresAt) },
      className: "whitespace-nowrap text-muted-foreground max-md:hidden",
      cell: ({ expiresAt }) => time(expiresAt, t("never")),
    },
    {
      ...{ id: "state", label: t("state"), csv: (key) => keyStateOf(key, nowMs) },
      cell: (key) => <KeyStateCell of={key} nowMs={nowMs} />,
    },
    {
      ...{ id: "acts", label: t("acts"), quiet: true, end: true },
      cell: (key) => <KeyMenu of={key} nowMs={nowMs} onAct={(act) => onAct(act, key)} />,
    },
  ];
  return (
    <DataTable
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
      columns={columns}
      keyOf={({ id }) => id}
      rowSlot="key-row"
      csv={`${slug}-keys.csv`}
      bulk={{
        may: living,
        nameOf: ({ name }) => name,
        acts: (rows, done) => (
          <BulkAct
            rows={rows}
            label={t("bulk.revoke")}
            title={t("bulk.title", { count: rows.length })}
            body={t("bulk.body", { names: rows.map(({ name }) => name).join(", ") })}
            nameOf={({ name }) => name}
            run={({ id }) => send("DELETE", `/api/t/${slug}/keys/${id}`)}
            onDone={done}
          />
        ),
      }}
    />
  );
}
