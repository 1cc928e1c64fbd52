"use client";

import { useTranslations } from "next-intl";
import { Sparkline } from "@/components/ui/sparkline";
import type { Report } from "@/lib/reporting/protocol";
import { cn } from "@/lib/ui/cn";
import { changeOf } from "./change";
import { ChangeText } from "./change-text";
import { figureOf, type Chart } from "./charts";
import { useFigure } from "./use-figure";

/** Of the button or link that a figure is. */
export const figureLooks =
  "flex min-w-0 flex-col gap-0.5 border-e border-b px-3 pt-2.5 pb-2 text-start -outline-offset-2 transition-colors hover:bg-accent";

/** A figure of a period: what it is, how it stands to the days before, how it went. */
export function Figure({
  chart,
  report,
  compare,
  here = false,
}: {
  chart: Chart;
  report: Report;
  compare: boolean;
  /** It is the one that is drawn. */
  here?: boolean;
}) {
  const t = useTranslations("reports");
  const write = useFigure();
  const { unit, metrics, sum, better } = chart;
  const now = figureOf(chart, report.figures);
  const second = sum ? undefined : metrics[1];
  const slow = second === undefined ? null : (report.figures[second] ?? null);
  return (
    <>
      <span className={cn("truncate text-xs font-medium", here ? "text-selected-foreground" : "text-muted-foreground")}>
        {t(`charts.${chart.id}`)}
      </span>
      <span className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-xl font-semibold tabular-nums" title={write(unit, now, true)}>
          {write(unit, now)}
        </span>
        {second === undefined || slow === null ? null : (
          <span className={cn("text-xs tabular-nums", here ? "text-selected-foreground" : "text-muted-foreground")}>
            {t("second", { value: write(unit, slow) })}
          </span>
        )}
      </span>
      <span className="min-h-4">
        {now === null ? (
          <span className={cn("text-xs", here ? "text-selected-foreground" : "text-muted-foreground")}>
            {t("notMeasured")}
          </span>
        ) : compare ? (
          <ChangeText
            change={changeOf(unit, now, figureOf(chart, report.figuresBefore), better)}
            unit={unit}
            className={here ? "text-selected-foreground" : undefined}
          />
        ) : null}
      </span>
      <Sparkline values={report.days.map(({ figures }) => figureOf(chart, figures))} className="mt-1" />
    </>
  );
}
