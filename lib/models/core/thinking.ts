type Level = "low" | "medium" | "high";
const ORDER: readonly Level[] = ["low", "medium", "high"];

/** The level a model is asked for: the wanted one, else the nearest it has (the lower of two). Null: it is not asked. */
export function thinkingLevel(wanted: string | null, has: readonly Level[]): Level | null {
  if (wanted === null || wanted === "none" || has.length === 0) return null;
  const rank = wanted === "minimal" ? 0 : ORDER.indexOf(wanted as Level);
  if (rank === -1) return null;
  const nearest = ORDER.filter((level) => has.includes(level)).toSorted(
    (a, b) => Math.abs(ORDER.indexOf(a) - rank) - Math.abs(ORDER.indexOf(b) - rank),
  );
  return nearest[0] ?? null;
}
