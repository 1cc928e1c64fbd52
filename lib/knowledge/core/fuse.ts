/** Damps how much the very first places of a list count for. */
const K = 10;

/** Ids, best first, and how much their places count. */
export interface RankedList<T> {
  ids: readonly T[];
  weight: number;
}

/**
 * Reciprocal rank fusion: what stands high in several lists stands highest. Scores of different kinds are never
 * compared, only places. Answers ids with their sums, best first; equal ones in the order of the first list.
 */
export function fuseRanks<T>(lists: readonly RankedList<T>[]): { id: T; score: number }[] {
  const sums = new Map<T, number>();
  for (const { ids, weight } of lists)
    for (const [rank, id] of ids.entries()) sums.set(id, (sums.get(id) ?? 0) + weight / (K + rank + 1));
  return [...sums].map(([id, score]) => ({ id, score })).toSorted((a, b) => b.score - a.score);
}
