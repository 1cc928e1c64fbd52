/** A report as its address describes it: which days, of what, how divided, what is drawn. Pure. */
import { addDays, countDays, isDay } from "@/lib/reporting/core/days";
import { DIMENSIONS, REPORT_BOUNDS, type Dimension, type ReportId } from "@/lib/reporting/protocol";
import { isUuid, type ProjectId } from "@/lib/platform/ids";
import { CHARTS, type Chart } from "./charts";

/** Days back from today, today included. */
export const PRESETS = [7, 30, 90, 365] as const;
export type Preset = (typeof PRESETS)[number];
const FIRST: Preset = 30;

export interface ReportView {
  /** Null: days that somebody chose. */
  preset: Preset | null;
  from: string;
  until: string;
  by: Dimension | null;
  project: ProjectId | null;
  compare: boolean;
  chart: Chart;
}

interface Params {
  get(name: string): string | null;
}

/** Reads an address; whatever makes no sense in it is the default. `today` is the tenant's. */
export function readReportView(report: ReportId, params: Params, today: string): ReportView {
  const dimensions: readonly Dimension[] = DIMENSIONS[report];
  const project = report === "chat" ? null : params.get("project");
  return {
    ...readPeriod(params, today),
    by: dimensions.find((one) => one === params.get("by")) ?? dimensions[0] ?? null,
    project: project !== null && isUuid(project) ? (project as ProjectId) : null,
    compare: params.get("compare") !== "off",
    chart: CHARTS[report].find(({ id }) => id === params.get("chart")) ?? CHARTS[report][0],
  };
}

/** The query of a view; what is the default is left out, so that the plain report has the plain address. */
export function writeReportView(report: ReportId, view: ReportView): URLSearchParams {
  const params = new URLSearchParams();
  if (view.preset === null) {
    params.set("from", view.from);
    params.set("until", view.until);
  } else if (view.preset !== FIRST) params.set("days", String(view.preset));
  if (view.by !== null && view.by !== DIMENSIONS[report][0]) params.set("by", view.by);
  if (view.project !== null) params.set("project", view.project);
  if (!view.compare) params.set("compare", "off");
  if (view.chart.id !== CHARTS[report][0].id) params.set("chart", view.chart.id);
  return params;
}

export type PeriodFault = "missing" | "order" | "long" | "ahead";

/** What is wrong with days that somebody chose. */
export function periodFault(from: string, until: string, today: string): PeriodFault | null {
  if (!isDay(from) || !isDay(until)) return "missing";
  if (from > until) return "order";
  if (until > today) return "ahead";
  return countDays(from, until) > REPORT_BOUNDS.daysMax ? "long" : null;
}

function readPeriod(params: Params, today: string): Pick<ReportView, "preset" | "from" | "until"> {
  const [from, until] = [params.get("from") ?? "", params.get("until") ?? ""];
  if (periodFault(from, until, today) === null) return { preset: null, from, until };
  const preset = PRESETS.find((days) => String(days) === params.get("days")) ?? FIRST;
  return { preset, from: addDays(today, 1 - preset), until: today };
}
