import { FINDINGS, type Finding } from "./records";

const EXAMPLES_MAX = 8;

/** Counts findings by kind and keeps the first few of each in words. */
export interface Findings {
  add(kind: Finding, text: string): void;
  counts(): Record<Finding, number>;
  examples(): Partial<Record<Finding, string[]>>;
}

export function createFindings(): Findings {
  const found = new Map<Finding, { count: number; texts: string[] }>();
  return {
    add(kind, text) {
      const entry = found.get(kind) ?? { count: 0, texts: [] };
      entry.count += 1;
      if (entry.texts.length < EXAMPLES_MAX) entry.texts.push(text);
      found.set(kind, entry);
    },
    counts() {
      const counts = {} as Record<Finding, number>;
      for (const kind of FINDINGS) counts[kind] = found.get(kind)?.count ?? 0;
      return counts;
    },
    examples() {
      const examples: Partial<Record<Finding, string[]>> = {};
      for (const [kind, entry] of found) examples[kind] = entry.texts;
      return examples;
    },
  };
}
