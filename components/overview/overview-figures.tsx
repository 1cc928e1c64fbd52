"use client";

import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { CHARTS, type ChartId } from "@/components/reports/charts";
import { Figure, figureLooks } from "@/components/reports/figure";
import type { Overview } from "@/lib/overview/protocol";
import type { ReportId } from "@/lib/reporting/protocol";
import { cn } from "@/lib/ui/cn";

const SHOWN: readonly (readonly [ReportId, ChartId])[] = [
  ["chat", "messages"],
  ["chat", "activeMembers"],
  ["assistant", "conversations"],
  ["assistant", "deflection"],
  ["assistant", "firstToken"],
  ["models", "calls"],
  ["models", "cost"],
  ["models", "errorRate"],
];

/** The key figures; each leads to its report. */
export function OverviewFigures({ slug, overview: { days, reports } }: { slug: string; overview: Overview }) {
  const t = useTranslations("overview");
  return (
    <div className="overflow-hidden rounded-md border bg-card">
      <ul aria-label={t("figures")} className="-me-px -mb-px grid grid-cols-4 max-lg:grid-cols-2">
        {SHOWN.map(([report, id]) => {
          const chart = CHARTS[report].find((one) => one.id === id);
          if (!chart) return null;
          const query = new URLSearchParams({ days: String(days), chart: id });
          return (
            <li key={`${report}-${id}`} className="flex min-w-0">
              <Link
                href={`/${slug}/admin/reports/${report}?${query}`}
                data-slot="figure"
                className={cn(figureLooks, "w-full")}
              >
                <Figure chart={chart} report={reports[report]} compare />
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
