"use client";

import { useFormatter, useTranslations } from "next-intl";
import { BulkAct } from "@/components/admin/bulk-act";
import { DataTable, type Column } from "@/components/admin/data-table";
import { useRowList } from "@/components/admin/use-row-list";
import { useFrame } from "@/components/frame/frame-context";
import { EmptyState } from "@/components/ui/empty-state";
import { send } from "@/lib/access/client/send";
import { MODERATION_LIMITS, type FilterWordView } from "@/lib/moderation/protocol";
import type { RowList } from "@/lib/ui/row-list";
import { RemoveWord, WordActionCell } from "./word-cells";

type WordColumn = "text" | "action" | "since";

const LIST: RowList<FilterWordView, WordColumn> = {
  columns: ["text", "action", "since"],
  falling: ["since"],
  textOf: ({ text }) => text,
  valueOf: (word, column) => (column === "since" ? word.addedAt : word[column]),
};

/** What is on the word filter, and what each entry does. */
export function WordList({ words }: { words: readonly FilterWordView[] }) {
  const t = useTranslations("moderation.words");
  const format = useFormatter();
  const { tenant } = useFrame();
  const { matching, ...shown } = useRowList(words, LIST);
  if (words.length === 0) {
    return (
      <section aria-label={t("list")}>
        <EmptyState title={t("none")} className="px-0 py-2">
          {t("noneBody")}
        </EmptyState>
      </section>
    );
  }
  const columns: Column<FilterWordView, WordColumn>[] = [
    {
      ...{ id: "text", label: t("text"), sorts: true, csv: ({ text }) => text, cell: ({ text }) => text },
      className: "max-w-72 font-medium [overflow-wrap:anywhere] whitespace-normal max-md:max-w-28 max-md:pe-0",
    },
    {
      ...{ id: "action", label: t("action"), sorts: true, csv: ({ action }) => t(`actions.${action}`) },
      cell: (word) => <WordActionCell word={word} />,
    },
    {
      ...{ id: "since", label: t("since"), sorts: true, csv: ({ addedAt }) => new Date(addedAt).toISOString() },
      className: "whitespace-nowrap text-muted-foreground max-md:hidden",
      cell: ({ addedAt }) => format.dateTime(addedAt, { dateStyle: "medium" }),
    },
    { ...{ id: "acts", label: t("acts"), quiet: true, end: true }, cell: (word) => <RemoveWord word={word} /> },
  ];
  return (
    <DataTable
      headed
      title={t("list")}
      find={t("find")}
      {...shown}
      matching={matching}
      told={
        matching.length === 0 && shown.view.query.trim() !== ""
          ? t("noMatch")
          : matching.length < words.length
            ? t("found", { count: matching.length })
            : t("count", { count: words.length, max: MODERATION_LIMITS.wordsMax })
      }
      columns={columns}
      keyOf={({ id }) => id}
      rowSlot="filter-word"
      csv={`${tenant.slug}-words.csv`}
      bulk={{
        may: () => true,
        nameOf: ({ text }) => text,
        acts: (rows, done) => (
          <BulkAct
            rows={rows}
            label={t("bulk.remove")}
            title={t("bulk.title", { count: rows.length })}
            body={t("bulk.body", { words: rows.map(({ text }) => text).join(", ") })}
            nameOf={({ text }) => text}
            run={({ id }) => send("DELETE", `/api/t/${tenant.slug}/moderation/words/${id}`)}
            onDone={done}
          />
        ),
      }}
    />
  );
}
