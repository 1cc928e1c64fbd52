"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useMemo } from "react";
import { DataTable, type Column } from "@/components/admin/data-table";
import { useListView } from "@/components/admin/use-list-view";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import {
  DIMENSIONS,
  METRICS,
  PRIVATE_ROOMS,
  type Dimension,
  type Metric,
  type Report,
  type ReportGroup,
  type Unit,
} from "@/lib/reporting/protocol";
import { changeOf } from "./change";
import { ChangeText } from "./change-text";
import { groupColumns, matchingGroups, readGroupList, writeGroupList, type GroupColumn } from "./group-list";
import { useFigure } from "./use-figure";

type Named = ReportGroup & { label: string };
const NANO = 1e9;

/** The report divided by one thing: a row for each, to sort, find and take along. */
export function GroupTable({
  slug,
  report,
  by,
  compare,
  onDivide,
}: {
  slug: string;
  report: Report;
  by: Dimension;
  compare: boolean;
  onDivide(by: Dimension): void;
}) {
  const t = useTranslations("reports");
  const format = useFormatter();
  const write = useFigure();
  const units: Record<string, Unit> = METRICS[report.report];
  const metrics = Object.keys(units) as [Metric, ...Metric[]];
  const [main] = metrics;
  const columnIds = groupColumns(metrics);
  const [view, show] = useListView(
    (params) => readGroupList(params, columnIds),
    (next) => writeGroupList(next, columnIds),
  );
  const { query, sort, down } = view;
  const named = useMemo(() => {
    const languages = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });
    return report.groups.map((group): Named => {
      if (group.key === PRIVATE_ROOMS && by === "room") return { ...group, label: t("groups.private") };
      if (by === "language") return { ...group, label: languageName(languages, group.key) };
      return {
        ...group,
        label: group.name ?? (isWord(by) ? group.key : t("groups.gone", { key: group.key.slice(0, 8) })),
      };
    });
  }, [report.groups, by, t]);
  const matching = useMemo(() => matchingGroups(named, { query, sort, down }), [named, query, sort, down]);
  const dimensions: readonly Dimension[] = DIMENSIONS[report.report];
  const figures = metrics.map((metric): Column<Named, GroupColumn> => {
    const unit = units[metric] ?? "count";
    return {
      id: metric,
      label: t(`metrics.${metric}`),
      sorts: true,
      end: true,
      optional: metric !== main,
      className: metric === main ? "whitespace-nowrap" : "whitespace-nowrap max-md:hidden",
      cell: (group) => write(unit, group.figures[metric] ?? null),
      csv: (group) => plain(unit, group.figures[metric] ?? null),
    };
  });
  const columns: Column<Named, GroupColumn>[] = [
    {
      id: "name",
      label: t(`groups.heads.${by}`),
      sorts: true,
      className: "min-w-36",
      cell: (group) => <span className="[overflow-wrap:anywhere]">{group.label}</span>,
      csv: ({ label }) => label,
    },
    ...figures.slice(0, 1),
    ...(compare
      ? [
          {
            id: "change",
            label: t("groups.change"),
            end: true,
            className: "whitespace-nowrap",
            cell: (group: Named) => (
              <ChangeText
                unit={units[main] ?? "count"}
                change={changeOf(units[main] ?? "count", group.figures[main] ?? null, group.before[main] ?? null, null)}
              />
            ),
            csv: (group: Named) => plain(units[main] ?? "count", group.before[main] ?? null),
          },
        ]
      : []),
    ...figures.slice(1),
  ];
  return (
    <DataTable
      headed
      title={t("groups.title", { dimension: t(`dimensions.${by}`) })}
      find={t("groups.find")}
      view={view}
      onShow={show}
      matching={matching}
      told={matching.length === 0 ? t("groups.noMatch") : t("groups.count", { count: matching.length })}
      filter={
        dimensions.length > 1 ? (
          <Select
            value={by}
            onValueChange={(next) => {
              const chosen = dimensions.find((one) => one === next);
              if (chosen) onDivide(chosen);
            }}
          >
            <SelectTrigger aria-label={t("groups.by")} className="w-40">
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              {dimensions.map((one) => (
                <SelectItem key={one} value={one}>
                  {t("groups.title", { dimension: t(`dimensions.${one}`) })}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        ) : null
      }
      columns={columns}
      keyOf={({ key }) => key}
      rowSlot="report-group"
      csv={`${slug}-${report.report}-by-${by}-${report.from}-${report.until}.csv`}
    />
  );

  /** As a spreadsheet reads it: dollars, milliseconds, parts of one. */
  function plain(unit: Unit, value: number | null): string {
    if (value === null) return "";
    return unit === "money"
      ? (value / NANO).toFixed(9)
      : format.number(value, { useGrouping: false, maximumFractionDigits: 6 });
  }
}

/** Whether the key itself is what people call it. */
function isWord(by: Dimension): boolean {
  return by === "model" || by === "provider" || by === "language";
}

function languageName(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
