"use client";

import { useTranslations } from "next-intl";
import type { Report } from "@/lib/reporting/protocol";
import { cn } from "@/lib/ui/cn";
import { CHARTS, type Chart } from "./charts";
import { Figure, figureLooks } from "./figure";

/** Each figure of the period beside what it was before; the one that is chosen is drawn below. */
export function FigureTiles({
  report,
  compare,
  chosen,
  controls,
  onChoose,
}: {
  report: Report;
  compare: boolean;
  chosen: Chart;
  /** The id of what is drawn. */
  controls: string;
  onChoose(chart: Chart): void;
}) {
  const t = useTranslations("reports");
  return (
    <div role="group" aria-label={t("figures")} className="overflow-hidden rounded-md border bg-card">
      <div className="-me-px -mb-px grid grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))]">
        {CHARTS[report.report].map((chart) => (
          <Tile
            key={chart.id}
            chart={chart}
            report={report}
            compare={compare}
            here={chart.id === chosen.id}
            controls={controls}
            onChoose={() => onChoose(chart)}
          />
        ))}
      </div>
    </div>
  );
}

function Tile({
  chart,
  report,
  compare,
  here,
  controls,
  onChoose,
}: {
  chart: Chart;
  report: Report;
  compare: boolean;
  here: boolean;
  controls: string;
  onChoose(): void;
}) {
  return (
    <button
      type="button"
      data-slot="figure"
      data-chart={chart.id}
      aria-pressed={here}
      aria-controls={controls}
      onClick={onChoose}
      className={cn(
        figureLooks,
        "cursor-pointer",
        here && "bg-selected/60 shadow-[inset_0_2px_0_var(--primary)] hover:bg-selected/60",
      )}
    >
      <Figure chart={chart} report={report} compare={compare} here={here} />
    </button>
  );
}
