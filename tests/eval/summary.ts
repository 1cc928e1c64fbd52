import type { Judged } from "./measure";

/** What a set of answers comes to. Parts of one. */
export interface Figures {
  answerable: number;
  unanswerable: number;
  ndcg: number;
  plainNdcg: number;
  recall: number;
  plainRecall: number;
  rightSource: number;
  /** Pages that an answer to an answerable question cites: one of them is enough to be right. */
  pagesCited: number;
  abstains: number;
  verbatim: number;
}

export const GATES = { rightSource: 0.9, abstains: 0.9, verbatim: 1 } as const;

export function summarise(judged: readonly Judged[]): Figures {
  const answerable = judged.filter(({ question }) => question.pages !== undefined);
  const unanswerable = judged.filter(({ question }) => question.pages === undefined);
  const mean = (list: readonly Judged[], of: (each: Judged) => number) =>
    list.length === 0 ? 0 : list.reduce((sum, each) => sum + of(each), 0) / list.length;
  return {
    answerable: answerable.length,
    unanswerable: unanswerable.length,
    ndcg: mean(answerable, ({ ndcg }) => ndcg),
    plainNdcg: mean(answerable, ({ plainNdcg }) => plainNdcg),
    recall: mean(answerable, ({ recall }) => recall),
    plainRecall: mean(answerable, ({ plainRecall }) => plainRecall),
    rightSource: mean(answerable, (each) => (isRight(each) ? 1 : 0)),
    pagesCited: mean(
      answerable.filter(({ cited }) => cited.length > 0),
      ({ cited }) => cited.length,
    ),
    abstains: mean(unanswerable, ({ cited }) => (cited.length === 0 ? 1 : 0)),
    verbatim: mean(judged, ({ verbatim }) => (verbatim ? 1 : 0)),
  };
}

/** Among the pages that an answer cites is one that answers. */
export function isRight({ question, cited }: Judged): boolean {
  return cited.some((page) => question.pages?.includes(page));
}

/** Gates that figures miss, in words. */
export function missed(name: string, figures: Figures): string[] {
  const parts = (["rightSource", "abstains", "verbatim"] as const).flatMap((gate) =>
    figures[gate] < GATES[gate] ? [`${name}: ${gate} is ${percent(figures[gate])}, not ${percent(GATES[gate])}`] : [],
  );
  return parts;
}

export function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}
