/** What a chart draws, as recharts takes it: one datum a day, each series by the key of its metric. Pure. */
import type { Metric, Report } from "@/lib/reporting/protocol";
import type { Chart } from "./charts";

export interface Datum extends Record<string, string | number | null> {
  day: string;
}

/** The key of the same metric in the days before. */
export function beforeKey(metric: Metric): `${Metric}Before` {
  return `${metric}Before`;
}

/** The nth day beside the nth day before. */
export function seriesOf(report: Report, { metrics }: Chart, compare: boolean): Datum[] {
  return report.days.map(({ day, figures }, at) => {
    const datum: Datum = { day };
    const before = report.daysBefore[at];
    for (const metric of metrics) {
      datum[metric] = figures[metric] ?? null;
      if (compare && before) datum[beforeKey(metric)] = before.figures[metric] ?? null;
    }
    return datum;
  });
}

/** So many labels stand beside each other on a phone. */
const TICKS_MAX = 6;

/** The days whose names stand below: evenly apart, and none so near an end that its name would be cut. */
export function tickDays(data: readonly Datum[]): string[] {
  const step = Math.ceil(data.length / TICKS_MAX);
  return data.filter((_, at) => at % step === Math.floor(step / 2)).map(({ day }) => day);
}

/** Whether there is anything to draw. */
export function isEmpty(data: readonly Datum[], { metrics }: Chart): boolean {
  return data.every((datum) =>
    metrics.every((metric) => (datum[metric] ?? 0) === 0 && (datum[beforeKey(metric)] ?? 0) === 0),
  );
}
