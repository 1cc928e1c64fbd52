"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { UsageReport, UsageSum } from "@/lib/quotas/protocol";
import { DataTable, type Column } from "./data-table";
import { useMoney } from "./use-money";
import { useRowList } from "./use-row-list";

const FIGURES = ["requests", "failed", "promptTokens", "completionTokens"] as const;
const LABELS = {
  requests: "requests",
  failed: "failed",
  promptTokens: "prompt",
  completionTokens: "completion",
} as const;

type SumColumn = "cost" | "name" | (typeof FIGURES)[number];

/** Usage by one thing, the dearest first. */
export function UsageSums({
  by,
  sums,
  nameOf,
  file,
}: {
  by: "key" | "model";
  sums: UsageReport["keys"];
  nameOf(group: string): string;
  file: string;
}) {
  const t = useTranslations("usage");
  const format = useFormatter();
  const money = useMoney();
  const { matching, ...shown } = useRowList<UsageSum, SumColumn>(sums, {
    columns: ["cost", "name", ...FIGURES],
    falling: ["cost", ...FIGURES],
    part: `${by}.`,
    textOf: ({ group }) => nameOf(group),
    valueOf: (sum, column) => (column === "name" ? nameOf(sum.group) : sum[column]),
  });
  const estimated = sums.reduce((sum, row) => sum + row.estimated, 0);
  const columns: Column<UsageSum, SumColumn>[] = [
    {
      ...{ id: "name", label: t(by), sorts: true, className: "max-w-72 max-md:max-w-44" },
      csv: ({ group }) => nameOf(group),
      cell: ({ group }) => (
        <span className="block truncate" title={nameOf(group)}>
          {nameOf(group)}
        </span>
      ),
    },
    ...FIGURES.map((id): Column<UsageSum, SumColumn> => ({
      ...{ id, label: t(LABELS[id]), sorts: true, end: true, csv: (sum) => String(sum[id]) },
      ...(id === "requests" ? {} : { className: "max-md:hidden" }),
      cell: (sum) => format.number(sum[id]),
    })),
    {
      ...{ id: "cost", label: t("cost"), sorts: true, end: true, csv: ({ cost }) => (cost / 1e9).toFixed(9) },
      cell: ({ cost }) => money(cost),
    },
  ];
  return (
    <div className="flex flex-col gap-2">
      <DataTable
        headed
        title={t(by === "key" ? "byKey" : "byModel")}
        find={t(by === "key" ? "findKey" : "findModel")}
        {...shown}
        matching={matching}
        told={matching.length === 0 ? t("noMatch") : t("count", { count: matching.length })}
        columns={columns}
        keyOf={({ group }) => group}
        rowSlot="usage-sum"
        csv={file}
      />
      {estimated > 0 ? <p className="text-xs text-muted-foreground">{t("estimated", { count: estimated })}</p> : null}
    </div>
  );
}
