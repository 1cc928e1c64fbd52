import type { Figures, ReportId } from "../protocol";
import type { RawFigures } from "./raw";

/** The figures of a report, from counts and spreads: shares of nothing are null, counts of nothing 0. */
export function figuresOf(report: ReportId, raw: RawFigures): Figures {
  return OF[report](raw);
}

/** Of these, what adds up from days: neither people nor times are among them. */
export function countsOf(report: ReportId, raw: RawFigures): Partial<Figures> {
  const figures = Object.entries(figuresOf(report, raw));
  return Object.fromEntries(figures.filter(([metric]) => metric !== "activeMembers" && !/P\d\d$/.test(metric)));
}

/** Counts of days added up, with what is known of them together in the place of what does not add up. */
export function together(days: readonly RawFigures[], whole: RawFigures): RawFigures {
  const sums: Record<string, number> = {};
  for (const day of days) for (const [name, value] of Object.entries(day.sums)) sums[name] = (sums[name] ?? 0) + value;
  return { sums: { ...sums, ...whole.sums }, spreads: whole.spreads };
}

export const NOTHING: RawFigures = { sums: {}, spreads: {} };

const OF: { [R in ReportId]: (raw: RawFigures) => Figures<R> } = {
  chat: ({ sums }) => ({
    messages: sums.messages ?? 0,
    activeMembers: sums.people ?? 0,
    replies: sums.replies ?? 0,
    files: sums.files ?? 0,
  }),
  assistant: ({ sums, spreads }) => ({
    conversations: sums.conversations ?? 0,
    answers: sums.answers ?? 0,
    deflection: share(sums.deflected, sums.settled),
    abstained: sums.abstained ?? 0,
    satisfaction: share(sums.ups, (sums.ups ?? 0) + (sums.downs ?? 0)),
    firstTokenP50: spreads.firstToken?.p50 ?? null,
    firstTokenP95: spreads.firstToken?.p95 ?? null,
    answerP50: spreads.answer?.p50 ?? null,
    answerP95: spreads.answer?.p95 ?? null,
  }),
  models: ({ sums, spreads }) => ({
    calls: sums.calls ?? 0,
    failed: sums.failed ?? 0,
    errorRate: share(sums.failed, sums.calls),
    promptTokens: sums.promptTokens ?? 0,
    completionTokens: sums.completionTokens ?? 0,
    cost: sums.cost ?? 0,
    firstTokenP50: spreads.firstToken?.p50 ?? null,
    firstTokenP95: spreads.firstToken?.p95 ?? null,
    totalP50: spreads.total?.p50 ?? null,
    totalP95: spreads.total?.p95 ?? null,
  }),
};

function share(part = 0, of = 0): number | null {
  return of === 0 ? null : part / of;
}
