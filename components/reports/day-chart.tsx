"use client";

import { useTranslations } from "next-intl";
import { Bar, CartesianGrid, ComposedChart, Line, XAxis, YAxis } from "recharts";
import { ChartContainer, ChartTooltip, ChartTooltipContent, type ChartConfig } from "@/components/ui/chart";
import type { Unit } from "@/lib/reporting/protocol";
import { tickDays, type Datum } from "./series";
import { useDay, useFigure } from "./use-figure";

/** Where single days can be told apart, each measured one is a dot. */
const DOTS_UP_TO = 45;
const AXIS_PX = 52;

export interface DayChartProps {
  title: string;
  unit: Unit;
  data: readonly Datum[];
  /** Series in their order; a dashed one is a line, whatever the rest is. */
  config: ChartConfig;
  /** Parts of a sum stand on each other. */
  stacked: boolean;
  className?: string;
}

/** A bar or a point for each day. Arrow keys go from day to day; the figures stand in a table as well. */
export function DayChart({ title, unit, data, config, stacked, className }: DayChartProps) {
  const t = useTranslations("reports.chart");
  const write = useFigure();
  const day = useDay();
  const bars = unit === "count" || unit === "tokens" || unit === "money";
  const keys = Object.keys(config);
  return (
    <ChartContainer config={config} className={className}>
      <ComposedChart
        data={data as Datum[]}
        margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
        barCategoryGap="18%"
        title={title}
        desc={t("keys")}
      >
        <CartesianGrid vertical={false} />
        <XAxis
          dataKey="day"
          tickLine={false}
          axisLine={false}
          tickMargin={6}
          ticks={tickDays(data)}
          // Each of them: else the width of every day's name is measured, and the page laid out for each.
          interval={0}
          tickFormatter={(value: string) => day(value, "short")}
        />
        <YAxis
          width={AXIS_PX}
          tickLine={false}
          axisLine={false}
          tickCount={4}
          interval={0}
          allowDecimals={unit !== "count" && unit !== "tokens"}
          domain={unit === "share" ? [0, 1] : [0, "auto"]}
          tickFormatter={(value: number) => write(unit, value)}
        />
        <ChartTooltip
          isAnimationActive={false}
          content={
            <ChartTooltipContent
              title={(datum) => day((datum as Datum).day)}
              write={(value) => write(unit, value, true)}
            />
          }
        />
        {keys.map((key) =>
          bars && config[key]?.dashed !== true ? (
            <Bar
              key={key}
              dataKey={key}
              fill={`var(--color-${key})`}
              {...(stacked ? { stackId: "sum" } : {})}
              maxBarSize={28}
              radius={stacked ? 0 : [2, 2, 0, 0]}
              isAnimationActive={false}
            />
          ) : (
            <Line
              key={key}
              dataKey={key}
              type="linear"
              stroke={`var(--color-${key})`}
              strokeWidth={config[key]?.dashed ? 1.5 : 2}
              {...(config[key]?.dashed ? { strokeDasharray: "4 3" } : {})}
              dot={!config[key]?.dashed && data.length <= DOTS_UP_TO ? { r: 2, fill: `var(--color-${key})` } : false}
              activeDot={{ r: 4 }}
              isAnimationActive={false}
            />
          ),
        )}
      </ComposedChart>
    </ChartContainer>
  );
}
