"use client";

import { Link } from "@/components/ui/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable, type Column } from "@/components/admin/data-table";
import { useRowList } from "@/components/admin/use-row-list";
import type { EvaluationSetSummary } from "@/lib/playground/protocol";
import type { RowList } from "@/lib/ui/row-list";
import { RunState } from "./run-state";

type SetColumn = "name" | "assistant" | "cases" | "last";

const LIST: RowList<EvaluationSetSummary, SetColumn> = {
  columns: ["name", "assistant", "cases", "last"],
  falling: ["cases", "last"],
  textOf: ({ name, projectName }) => `${name} ${projectName}`,
  valueOf(set, column) {
    switch (column) {
      case "name":
        return set.name;
      case "assistant":
        return set.projectName;
      case "cases":
        return set.cases;
      case "last":
        return set.lastRun?.createdAt ?? null;
      default:
        return column satisfies never;
    }
  },
};

/** Every evaluation set, to find one, each with its newest run. */
export function SetsTable({
  slug,
  sets,
  acts,
}: {
  slug: string;
  sets: readonly EvaluationSetSummary[];
  acts: ReactNode;
}) {
  const t = useTranslations("evaluations");
  const format = useFormatter();
  const { matching, ...shown } = useRowList(sets, LIST);
  const columns: Column<EvaluationSetSummary, SetColumn>[] = [
    {
      ...{ id: "name", label: t("list.name"), sorts: true, className: "max-w-64", csv: ({ name }) => name },
      cell: ({ id, name, projectName }) => (
        <>
          <Link
            href={`/${slug}/admin/playground/evaluations/${id}`}
            className="font-medium [overflow-wrap:anywhere] underline-offset-2 hover:underline"
          >
            {name}
          </Link>
          <span className="block truncate text-xs text-muted-foreground md:hidden">{projectName}</span>
        </>
      ),
    },
    {
      ...{ id: "assistant", label: t("list.assistant"), sorts: true, csv: ({ projectName }) => projectName },
      className: "max-w-48 truncate text-muted-foreground max-md:hidden",
      cell: ({ projectName }) => projectName,
    },
    {
      ...{ id: "cases", label: t("list.cases"), sorts: true, end: true, className: "max-sm:hidden" },
      csv: ({ cases }) => String(cases),
      cell: ({ cases }) => format.number(cases),
    },
    {
      ...{ id: "last", label: t("list.last"), sorts: true },
      csv: ({ lastRun }) => (lastRun === null ? "" : new Date(lastRun.createdAt).toISOString()),
      cell: ({ lastRun }) =>
        lastRun === null ? (
          <span className="text-muted-foreground">{t("list.never")}</span>
        ) : (
          <>
            <RunState run={lastRun} />
            <span className="block text-xs text-muted-foreground">
              {format.dateTime(lastRun.createdAt, { dateStyle: "medium", timeStyle: "short" })}
            </span>
          </>
        ),
    },
  ];
  return (
    <DataTable
      top
      title={t("title")}
      find={t("list.find")}
      {...shown}
      matching={matching}
      told={matching.length === 0 ? t("list.noMatch") : t("list.count", { count: matching.length })}
      acts={acts}
      columns={columns}
      keyOf={({ id }) => id}
      csv={`${slug}-evaluations.csv`}
    />
  );
}
