import { isStop } from "./words";

/**
 * Pseudo-relevance feedback: the first passages are taken to be right, and their own words are asked for as well. Five of
 * a small index are much of it, and tell more about the index than about the question: `chunksMin`.
 */
export const FEEDBACK = { passages: 5, terms: 15, weight: 0.4, chunksMin: 500 } as const;
const SEEN_IN_MIN = 2;

/**
 * The words that tell the first passages from the rest, with what they count for: often in several of them, rare
 * elsewhere. Words that were asked for are not among them.
 */
export function feedbackTerms(
  passages: readonly (readonly string[])[],
  asked: ReadonlySet<string>,
  rarity: (stem: string) => number,
): { stem: string; weight: number }[] {
  const weights = new Map<string, { sum: number; seen: number }>();
  for (const stems of passages) {
    const counts = new Map<string, number>();
    for (const stem of stems) {
      if (stem.length >= 3 && !asked.has(stem) && !isStop(stem)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
    }
    for (const [stem, count] of counts) {
      const known = weights.get(stem) ?? { sum: 0, seen: 0 };
      weights.set(stem, { sum: known.sum + count / stems.length, seen: known.seen + 1 });
    }
  }
  const ranked = [...weights]
    .filter(([, { seen }]) => seen >= SEEN_IN_MIN)
    .map(([stem, { sum }]) => ({ stem, weight: sum * rarity(stem) }))
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight || (a.stem < b.stem ? -1 : 1))
    .slice(0, FEEDBACK.terms);
  const all = ranked.reduce((sum, { weight }) => sum + weight, 0);
  return ranked.map(({ stem, weight }) => ({ stem, weight: (FEEDBACK.weight * weight) / all }));
}
