/** What each report draws, in the order of its figures. */
import { METRICS, type Metric, type ReportId, type Unit } from "@/lib/reporting/protocol";

/** Which way is the good one; null: neither is. */
export type Better = "up" | "down" | null;

/** A metric by itself, or two that belong together. */
export type ChartId =
  | Exclude<Metric, `${string}P50` | `${string}P95` | `${string}Tokens`>
  | "tokens"
  | "firstToken"
  | "answer"
  | "total";

export interface Chart {
  id: ChartId;
  unit: Unit;
  /** One after the other: a second one is drawn beside the first, or on top of it where they are parts of a sum. */
  metrics: readonly [Metric, ...Metric[]];
  /** The figure is the sum of its metrics, not the first of them. */
  sum: boolean;
  better: Better;
}

function one<R extends ReportId>(report: R, metric: Metric<R> & ChartId, better: Better = null): Chart {
  const units: Record<string, Unit> = METRICS[report];
  return { id: metric, unit: units[metric] ?? "count", metrics: [metric], sum: false, better };
}

const times = (id: ChartId, middle: Metric, slow: Metric): Chart => ({
  ...{ id, unit: "ms", metrics: [middle, slow], sum: false, better: "down" },
});

export const CHARTS: Record<ReportId, readonly [Chart, ...Chart[]]> = {
  chat: [one("chat", "messages"), one("chat", "activeMembers", "up"), one("chat", "replies"), one("chat", "files")],
  assistant: [
    one("assistant", "conversations"),
    one("assistant", "answers"),
    one("assistant", "deflection", "up"),
    one("assistant", "abstained", "down"),
    one("assistant", "satisfaction", "up"),
    times("firstToken", "firstTokenP50", "firstTokenP95"),
    times("answer", "answerP50", "answerP95"),
  ],
  models: [
    one("models", "calls"),
    one("models", "failed", "down"),
    one("models", "errorRate", "down"),
    { id: "tokens", unit: "tokens", metrics: ["promptTokens", "completionTokens"], sum: true, better: null },
    one("models", "cost"),
    times("firstToken", "firstTokenP50", "firstTokenP95"),
    times("total", "totalP50", "totalP95"),
  ],
};

/** The one figure of a chart. */
export function figureOf(chart: Chart, figures: Partial<Record<Metric, number | null>>): number | null {
  if (!chart.sum) return figures[chart.metrics[0]] ?? null;
  const parts = chart.metrics.map((metric) => figures[metric] ?? null);
  return parts.every((part) => part === null) ? null : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
}
