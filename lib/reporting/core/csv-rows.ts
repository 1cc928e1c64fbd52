import { dollarsText } from "@/lib/keys/core/dollars";
import { METRICS, type Figures, type Metric, type Report, type Unit } from "../protocol";

const UNIT_SUFFIX: Partial<Record<Unit, string>> = { money: "_usd", ms: "_ms" };

/**
 * A report as rows for a spreadsheet. By groups where it is divided, by days otherwise; then both periods as a whole, whose
 * people, shares and percentiles are no sum of the rows above. What was not measured is an empty cell.
 */
export function csvRows(report: Report, isDivided: boolean): string[][] {
  const units = METRICS[report.report] as Partial<Record<Metric, Unit>>;
  const metrics = Object.entries(units) as [Metric, Unit][];
  const row = (
    period: "current" | "previous",
    days: { from: string; until: string },
    of: string[],
    figures: Partial<Figures>,
  ) => [
    ...[period, days.from, days.until],
    ...(isDivided ? of : []),
    ...metrics.map(([metric, unit]) => cell(unit, figures[metric] ?? null)),
  ];
  const { before } = report;
  const parts = isDivided
    ? report.groups.flatMap(({ key, name, figures, before: then }) => [
        row("current", report, [key, name ?? ""], figures),
        row("previous", before, [key, name ?? ""], then),
      ])
    : [
        ...report.days.map(({ day, figures }) => row("current", { from: day, until: day }, [], figures)),
        ...report.daysBefore.map(({ day, figures }) => row("previous", { from: day, until: day }, [], figures)),
      ];
  return [
    [
      ...["period", "from", "until"],
      ...(isDivided ? ["key", "name"] : []),
      ...metrics.map(([metric, unit]) => `${snake(metric)}${UNIT_SUFFIX[unit] ?? ""}`),
    ],
    ...parts,
    row("current", report, ["", ""], report.figures),
    row("previous", before, ["", ""], report.figuresBefore),
  ];
}

function cell(unit: Unit, value: number | null): string {
  if (value === null) return "";
  return unit === "money" ? dollarsText(value) : String(value);
}

function snake(metric: string): string {
  return metric.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
