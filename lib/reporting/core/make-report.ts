import type { Figures, Report, ReportId } from "../protocol";
import { daysOf } from "./days";
import { countsOf, figuresOf, NOTHING, together } from "./figures";
import type { RawReport } from "./raw";

interface Period {
  from: string;
  until: string;
}

interface ReportFrame {
  report: ReportId;
  period: Period;
  before: Period;
  zone: string;
  /** What is known of the groups' period before. */
  groupsBefore: "counts" | "all";
}

/** A report as it is answered: every day of both periods, the periods whole, and the groups. */
export function makeReport({ report, period, before, zone, groupsBefore }: ReportFrame, raw: RawReport): Report {
  const of = (within: Period) => daysOf(within).map((day) => ({ day, raw: raw.days.get(day) ?? NOTHING }));
  const [now, then] = [of(period), of(before)];
  const rows = (days: typeof now): { day: string; figures: Figures }[] =>
    days.map(({ day, raw: figures }) => ({ day, figures: figuresOf(report, figures) }));
  const whole = (days: typeof now, known: RawReport["now"]) =>
    figuresOf(
      report,
      together(
        days.map(({ raw: figures }) => figures),
        known,
      ),
    );
  return {
    report,
    ...period,
    before,
    zone,
    figures: whole(now, raw.now),
    figuresBefore: whole(then, raw.before),
    days: rows(now),
    daysBefore: rows(then),
    groups: raw.groups.map(({ key, name, now: group, before: groupBefore }) => ({
      ...{ key, name, figures: figuresOf(report, group) },
      before: groupsBefore === "all" ? figuresOf(report, groupBefore) : countsOf(report, groupBefore),
    })),
  };
}
