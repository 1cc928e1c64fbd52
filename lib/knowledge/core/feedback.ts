import { isStop } from "./words";

/** Pseudo-relevance feedback: the first passages are taken to be right, and their own words are asked for as well. */
export const FEEDBACK = { passages: 5, terms: 15, weight: 0.4 } as const;

/**
 * The words that tell the first passages from the rest: often in them, rare elsewhere, in more than one place of the
 * index. Words that were asked for are not among them.
 */
export function feedbackTerms(
  passages: readonly (readonly string[])[],
  asked: ReadonlySet<string>,
  rarity: (stem: string) => number,
): string[] {
  const weights = new Map<string, number>();
  for (const stems of passages) {
    for (const stem of stems) {
      if (stem.length < 3 || asked.has(stem) || isStop(stem)) continue;
      weights.set(stem, (weights.get(stem) ?? 0) + 1 / stems.length);
    }
  }
  return [...weights]
    .map(([stem, weight]) => ({ stem, weight: weight * rarity(stem) }))
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight || (a.stem < b.stem ? -1 : 1))
    .slice(0, FEEDBACK.terms)
    .map(({ stem }) => stem);
}
