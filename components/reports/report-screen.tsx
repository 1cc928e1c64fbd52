"use client";

import { ChartColumn, Download } from "lucide-react";
import { Link } from "@/components/ui/link";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId, useTransition } from "react";
import { Button } from "@/components/ui/button";
import type { ChartConfig } from "@/components/ui/chart";
import { EmptyState } from "@/components/ui/empty-state";
import type { ProjectId } from "@/lib/platform/ids";
import type { Report, ReportId } from "@/lib/reporting/protocol";
import { cn } from "@/lib/ui/cn";
import { DayFigure } from "./day-figure";
import { FigureTiles } from "./figure-tiles";
import { GroupTable } from "./group-table";
import { readReportView, writeReportView, type ReportView } from "./report-view";
import { ReportFilters } from "./report-filters";
import { beforeKey, isEmpty, seriesOf } from "./series";
import { useDay } from "./use-figure";

const COLOURS = ["var(--chart-1)", "var(--chart-3)"];
const COLOURS_BEFORE = ["var(--chart-5)", "var(--chart-4)"];
const FIRST_STEP: Record<ReportId, string> = { chat: "members", assistant: "projects", models: "keys" };

/** One report: its figures, one of them drawn, and the whole divided by one thing. */
export function ReportScreen({
  slug,
  report,
  today,
  projects,
}: {
  slug: string;
  report: Report;
  /** In the tenant's zone. */
  today: string;
  projects: readonly { id: ProjectId; name: string }[];
}) {
  const t = useTranslations("reports");
  const day = useDay();
  const id = useId();
  const path = usePathname();
  const params = useSearchParams();
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const view = readReportView(report.report, params, today);
  const { chart, compare } = view;

  const show = (change: Partial<ReportView>) => {
    const query = writeReportView(report.report, { ...view, ...change }).toString();
    const href = query === "" ? path : `${path}?${query}`;
    // What is drawn and what stands beside it is here already; other days are asked of the server.
    if ("chart" in change || "compare" in change) window.history.replaceState(null, "", href);
    else startTransition(() => router.push(href));
  };

  const data = seriesOf(report, chart, compare);
  const now = chart.metrics.map((metric, at) => [
    metric,
    { label: t(`metrics.${metric}`), color: COLOURS[at] ?? "var(--chart-2)" },
  ]);
  const before = chart.metrics.map((metric, at) => [
    beforeKey(metric),
    {
      label: t("before", { name: t(`metrics.${metric}`) }),
      color: COLOURS_BEFORE[at] ?? "var(--chart-5)",
      dashed: true,
    },
  ]);
  const config = Object.fromEntries(compare ? [...now, ...before] : now) as ChartConfig;
  const nothing = report.groups.length === 0 && Object.values(report.figures).every((value) => !value);
  const span = [
    t("span", { from: day(report.from), until: day(report.until) }),
    ...(compare ? [t("spanBefore", { from: day(report.before.from), until: day(report.before.until) })] : []),
  ].join(", ");
  const csv = writeReportView(report.report, view);
  for (const name of ["days", "compare", "chart"]) csv.delete(name);
  csv.set("from", report.from);
  csv.set("until", report.until);
  if (view.by !== null) csv.set("by", view.by);

  return (
    <div
      aria-busy={pending || undefined}
      className={cn("flex flex-col gap-6 transition-opacity", pending && "opacity-60")}
    >
      <div className="flex flex-col gap-2">
        <div className="flex flex-wrap items-center gap-3">
          <ReportFilters report={report.report} view={view} today={today} projects={projects} onShow={show} />
          {nothing ? null : (
            <Button asChild variant="outline" size="sm" className="ms-auto">
              <a href={`/api/t/${slug}/reports/${report.report}/export?${csv}`} download>
                <Download aria-hidden />
                {t("export")}
              </a>
            </Button>
          )}
        </div>
        <p className="text-xs text-muted-foreground">
          {span}. {t("zone", { zone: report.zone.replaceAll("_", " ") })}.
        </p>
      </div>
      {nothing ? (
        <EmptyState
          icon={ChartColumn}
          title={t(`empty.${report.report}.title`)}
          className="p-0"
          actions={
            <>
              <Button asChild>
                <Link href={`/${slug}/admin/${FIRST_STEP[report.report]}`}>{t(`empty.${report.report}.act`)}</Link>
              </Button>
              {view.preset === 365 ? null : (
                <Button variant="outline" onClick={() => show({ preset: 365 })}>
                  {t("longer")}
                </Button>
              )}
            </>
          }
        >
          {t(`empty.${report.report}.body`)}
        </EmptyState>
      ) : (
        <>
          <FigureTiles
            report={report}
            compare={compare}
            chosen={chart}
            controls={id}
            onChoose={(next) => show({ chart: next })}
          />
          <div id={id}>
            <DayFigure
              title={t(`charts.${chart.id}`)}
              about={t(`about.${chart.id}`)}
              unit={chart.unit}
              data={data}
              config={config}
              stacked={chart.sum}
              empty={isEmpty(data, chart)}
            />
          </div>
          {view.by === null ? null : (
            <GroupTable slug={slug} report={report} by={view.by} compare={compare} onDivide={(by) => show({ by })} />
          )}
        </>
      )}
    </div>
  );
}
