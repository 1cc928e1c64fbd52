import { type AskedWord, coverageIn, type JudgedPassage } from "./confidence";

/** What the parts of a question that stand close together count for beside BM25, which knows no places. */
const NEAR = 0.5;
const WHOLE = 0.5;

/** Puts passages first that have much of the question, and have it close together. */
export function reorder<T extends { chunk: number; score: number }>(
  asked: readonly AskedWord[],
  ranked: readonly T[],
  passages: ReadonlyMap<number, JudgedPassage>,
): T[] {
  const [first] = ranked;
  if (!first || first.score <= 0) return [...ranked];
  return ranked
    .map((each) => {
      const passage = passages.get(each.chunk);
      const { near, whole } = passage ? coverageIn(asked, passage) : { near: 0, whole: 0 };
      return { ...each, score: each.score / first.score + NEAR * near + WHOLE * whole };
    })
    .toSorted((a, b) => b.score - a.score || a.chunk - b.chunk);
}
