import { type AskedWord, type Coverage, coverageIn, type JudgedPassage } from "./coverage";

/**
 * What each part of a question that a passage has counts for, beside the best BM25 as 1, which knows no places. Fitted on
 * the development set and the calibration half of the judged set (tests/eval), so that pages that answer come first.
 */
const FIT: Coverage = { whole: 0.43, near: 0.68, said: 0.88, title: 0.55, headings: 0.19 };

/** Puts passages first that have much of the question, close together, and say the kind of thing that is wanted. */
export function reorder<T extends { chunk: number; score: number }>(
  asked: readonly AskedWord[],
  wanted: RegExp | null,
  ranked: readonly T[],
  passages: ReadonlyMap<number, JudgedPassage>,
): T[] {
  const [first] = ranked;
  if (!first || first.score <= 0) return [...ranked];
  return ranked
    .map((each) => {
      const passage = passages.get(each.chunk);
      const parts = passage ? partsOf(coverageIn(asked, passage, wanted)) : 0;
      return { ...each, score: each.score / first.score + parts };
    })
    .toSorted((a, b) => b.score - a.score || a.chunk - b.chunk);
}

/** What a passage is worth by its places alone. */
export function partsOf({ whole, near, said, title, headings }: Coverage): number {
  return FIT.whole * whole + FIT.near * near + FIT.said * said + FIT.title * title + FIT.headings * headings;
}
