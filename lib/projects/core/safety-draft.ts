/** Lines that say something, each once. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split("\n").map((line) => line.trim()))].filter((line) => line !== "");
}

/** A share of 1 from what was typed as percent; null for nothing, undefined for what is none. */
export function readPercent(text: string): number | null | undefined {
  const typed = text.trim().replace(/\s*%$/, "");
  if (typed === "") return null;
  if (!/^\d{1,3}$/.test(typed) || Number(typed) > 100) return undefined;
  return Number(typed) / 100;
}
