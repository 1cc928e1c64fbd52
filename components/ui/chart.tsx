"use client";

import { createContext, useContext, useMemo, type ComponentProps, type CSSProperties, type ReactNode } from "react";
import { ResponsiveContainer, Tooltip } from "recharts";
import { cn } from "@/lib/ui/cn";

/** What a chart draws: the words and the colour (a token of app/globals.css) of each series, by the key of its data. */
export type ChartConfig = Record<string, { label: string; color: string; dashed?: boolean }>;

const ChartContext = createContext<ChartConfig | null>(null);

function useChart(): ChartConfig {
  const config = useContext(ChartContext);
  if (!config) throw new Error("A part of a chart stands outside of a ChartContainer.");
  return config;
}

/** Gives recharts its room and each series its colour, as `var(--color-KEY)`. Give it a height: nothing moves when it comes. */
export function ChartContainer({
  config,
  className,
  children,
  ...props
}: ComponentProps<"div"> & { config: ChartConfig; children: ComponentProps<typeof ResponsiveContainer>["children"] }) {
  const colours = useMemo(
    () => Object.fromEntries(Object.entries(config).map(([key, { color }]) => [`--color-${key}`, color])),
    [config],
  );
  return (
    <ChartContext value={config}>
      <div
        data-slot="chart"
        style={colours as CSSProperties}
        className={cn(
          "w-full text-xs tabular-nums",
          "[&_.recharts-cartesian-axis-tick_text]:fill-muted-foreground [&_.recharts-cartesian-grid_line]:stroke-border [&_.recharts-reference-line_line]:stroke-border",
          "[&_.recharts-surface]:rounded-sm [&_.recharts-surface]:outline-none [&_.recharts-surface:focus-visible]:outline-2 [&_.recharts-surface:focus-visible]:outline-ring",
          "[&_.recharts-tooltip-cursor]:stroke-border [&_.recharts-rectangle.recharts-tooltip-cursor]:fill-muted",
          className,
        )}
        {...props}
      >
        <ResponsiveContainer>{children}</ResponsiveContainer>
      </div>
    </ChartContext>
  );
}

/** recharts' own: what it shows is `content`. */
export const ChartTooltip = Tooltip;

interface Hovered {
  dataKey?: unknown;
  value?: unknown;
  payload?: unknown;
}

/** What is at the place of the pointer or the arrow keys: its name, and each series with its value. */
export function ChartTooltipContent({
  active,
  payload,
  title,
  write,
}: {
  active?: boolean;
  payload?: readonly Hovered[];
  title(datum: unknown): ReactNode;
  write(value: number | null, key: string): ReactNode;
}) {
  const config = useChart();
  const datum = payload?.[0]?.payload;
  if (active !== true || datum === undefined) return null;
  const values = datum as Record<string, unknown>;
  return (
    <div
      data-slot="chart-tooltip"
      className="flex min-w-36 flex-col gap-1 rounded-md bg-popover px-2.5 py-2 text-xs text-popover-foreground shadow-float"
    >
      <p className="font-medium">{title(datum)}</p>
      {Object.entries(config).map(([key, { label, dashed }]) => {
        const value = values[key];
        if (value === undefined) return null;
        return (
          <p key={key} className="flex items-center gap-2">
            <ChartMark name={key} dashed={dashed === true} />
            <span className="text-muted-foreground">{label}</span>
            <span className="ms-auto ps-3 font-medium tabular-nums">
              {write(typeof value === "number" ? value : null, key)}
            </span>
          </p>
        );
      })}
    </div>
  );
}

/** Which colour is what, under a chart; colours differ in lightness, and what was before is dashed. */
export function ChartLegend({ config, className }: { config: ChartConfig; className?: string }) {
  const colours = Object.fromEntries(Object.entries(config).map(([key, { color }]) => [`--color-${key}`, color]));
  return (
    <ul
      data-slot="chart-legend"
      style={colours as CSSProperties}
      className={cn("flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted-foreground", className)}
    >
      {Object.entries(config).map(([key, { label, dashed }]) => (
        <li key={key} className="flex items-center gap-1.5">
          <ChartMark name={key} dashed={dashed === true} />
          {label}
        </li>
      ))}
    </ul>
  );
}

function ChartMark({ name, dashed }: { name: string; dashed: boolean }) {
  const color = `var(--color-${name})`;
  return dashed ? (
    <span aria-hidden className="w-3 shrink-0 border-t-2 border-dashed" style={{ borderColor: color }} />
  ) : (
    <span aria-hidden className="size-2.5 shrink-0 rounded-[2px]" style={{ background: color }} />
  );
}
