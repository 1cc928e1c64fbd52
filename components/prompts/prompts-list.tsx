"use client";

import { Link } from "@/components/ui/link";
import { useFormatter, useTranslations } from "next-intl";
import { DataTable, type Column } from "@/components/admin/data-table";
import { useRowList } from "@/components/admin/use-row-list";
import { Badge } from "@/components/ui/badge";
import type { PromptSummary } from "@/lib/playground/protocol";

type PromptColumn = "place" | "name" | "live" | "saved";

/** What assistants are told: the text for all of them, then each one's own, with what is live. */
export function PromptsList({ slug, prompts }: { slug: string; prompts: readonly PromptSummary[] }) {
  const t = useTranslations("prompts");
  const format = useFormatter();
  const nameOf = ({ name }: PromptSummary) => name ?? t("house");
  const isWritten = ({ live }: PromptSummary) => live.number > 0;
  const { matching, ...shown } = useRowList<PromptSummary, PromptColumn>(prompts, {
    columns: ["place", "name", "live", "saved"],
    falling: ["live", "saved"],
    textOf: (prompt) => `${nameOf(prompt)} ${prompt.live.note} ${prompt.live.author ?? ""}`,
    valueOf(prompt, column) {
      switch (column) {
        // The text for all of them, then the others as they came.
        case "place":
          return 0;
        case "name":
          return nameOf(prompt);
        case "live":
          return isWritten(prompt) ? prompt.live.number : null;
        case "saved":
          return isWritten(prompt) ? prompt.live.createdAt : null;
        default:
          return column satisfies never;
      }
    },
  });
  const columns: Column<PromptSummary, PromptColumn>[] = [
    {
      ...{ id: "name", label: t("list.name"), sorts: true, className: "max-w-64", csv: nameOf },
      cell: (prompt) => (
        <>
          <Link
            href={`/${slug}/admin/prompts/${prompt.place}`}
            className="font-medium [overflow-wrap:anywhere] underline-offset-2 hover:underline"
          >
            {nameOf(prompt)}
          </Link>
          <span className="block text-xs text-muted-foreground">
            {!isWritten(prompt)
              ? t("list.none")
              : prompt.live.chars === 0
                ? t("empty")
                : t("list.chars", { count: prompt.live.chars })}
          </span>
        </>
      ),
    },
    {
      ...{ id: "live", label: t("list.live"), sorts: true, csv: ({ live }) => String(live.number) },
      cell: (prompt) =>
        isWritten(prompt) ? <Badge variant="outline">{t("version", { number: prompt.live.number })}</Badge> : "–",
    },
    {
      ...{ id: "saved", label: t("list.saved"), sorts: true, className: "text-muted-foreground max-sm:hidden" },
      csv: (prompt) => (isWritten(prompt) ? new Date(prompt.live.createdAt).toISOString() : ""),
      cell: (prompt) =>
        isWritten(prompt) ? (
          <>
            <time dateTime={new Date(prompt.live.createdAt).toISOString()} className="block whitespace-nowrap">
              {format.dateTime(prompt.live.createdAt, { dateStyle: "medium", timeStyle: "short" })}
            </time>
            {prompt.live.author === null ? null : (
              <span className="block text-xs [overflow-wrap:anywhere]">
                {t("list.by", { name: prompt.live.author })}
              </span>
            )}
          </>
        ) : (
          "–"
        ),
    },
    {
      ...{ id: "note", label: t("list.note"), csv: ({ live }) => live.note, cell: ({ live }) => live.note },
      className: "max-w-72 [overflow-wrap:anywhere] text-muted-foreground max-md:hidden",
    },
  ];
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-3xl text-sm text-muted-foreground">{t("about")}</p>
      <DataTable
        top
        title={t("list.label")}
        find={t("list.find")}
        {...shown}
        matching={matching}
        told={matching.length === 0 ? t("list.noMatch") : t("list.count", { count: matching.length })}
        columns={columns}
        keyOf={({ place }) => place}
        csv={`${slug}-prompts.csv`}
      />
    </div>
  );
}
