"use client";

import { ChartColumn, Table2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useTurnToDraw } from "@/lib/ui/use-turn-to-draw";
import { DayTable } from "./day-table";
import type { DayChartProps } from "./day-chart";

/** As high as what it becomes: nothing moves when it comes. */
const HEIGHT = "h-64 max-md:h-52";

// Only pages with a chart load what draws it, and only once they are read.
const DayChart = dynamic(() => import("./day-chart").then((module) => module.DayChart), {
  ssr: false,
  loading: () => <Waiting />,
});

const Legend = dynamic(() => import("@/components/ui/chart").then((module) => module.ChartLegend), {
  ssr: false,
  loading: () => <div className="h-4" />,
});

function Waiting() {
  return <Skeleton className={`w-full ${HEIGHT}`} />;
}

/** A chart with its legend, and the same as a table: for whoever wants figures, and always for screen readers. */
export function DayFigure({
  about,
  empty,
  ...chart
}: DayChartProps & {
  /** What the figures mean; without it the chart has its name from what stands around it. */
  about?: string;
  empty: boolean;
}) {
  const t = useTranslations("reports.chart");
  const [asTable, setAsTable] = useState(false);
  const place = useRef<HTMLElement>(null);
  const mayDraw = useTurnToDraw(place);
  const { title, unit, data, config } = chart;
  return (
    <figure ref={place} data-slot="day-figure" className="flex flex-col gap-3">
      <figcaption className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          {about === undefined ? (
            <span className="sr-only">{title}</span>
          ) : (
            <>
              <h2 className="text-base font-semibold">{title}</h2>
              <p className="text-sm text-muted-foreground">{about}</p>
            </>
          )}
        </div>
        <Button variant="outline" size="sm" onClick={() => setAsTable(!asTable)} aria-pressed={asTable}>
          {asTable ? <ChartColumn aria-hidden /> : <Table2 aria-hidden />}
          {asTable ? t("asChart") : t("asTable")}
        </Button>
      </figcaption>
      {asTable ? (
        <div className="[&_[data-slot=table-container]]:max-h-96 [&_[data-slot=table-container]]:overflow-y-auto">
          <DayTable title={title} unit={unit} data={data} config={config} />
        </div>
      ) : (
        <>
          <div className="relative overflow-hidden">
            {empty ? (
              <div
                className={`flex items-center justify-center rounded-sm border border-dashed text-sm text-muted-foreground ${HEIGHT}`}
              >
                {t("none")}
              </div>
            ) : mayDraw ? (
              <DayChart {...chart} className={HEIGHT} />
            ) : (
              <Waiting />
            )}
            {/* Out of sight, and so nothing to be scrolled. */}
            <div className="sr-only [&_[data-slot=table-container]]:overflow-visible">
              <DayTable title={title} unit={unit} data={data} config={config} />
            </div>
          </div>
          <Legend config={config} className="min-h-4" />
        </>
      )}
    </figure>
  );
}
