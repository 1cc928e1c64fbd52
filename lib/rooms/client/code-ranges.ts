export type Range = [from: number, to: number];

/** Half-open ranges of a text that are code: fenced blocks and spans. What stands there is never turned into anything. */
export function codeRanges(text: string): Range[] {
  const fences = fencesOf(text);
  let at = 0;
  const ranges: Range[] = [];
  for (const fence of fences) {
    ranges.push(...spansOf(text, at, fence[0]), fence);
    at = fence[1];
  }
  return [...ranges, ...spansOf(text, at, text.length)];
}

/** Applies a change to the parts of a text that are not code. */
export function outsideCode(text: string, change: (part: string) => string): string {
  let out = "";
  let at = 0;
  for (const [from, to] of codeRanges(text)) {
    out += change(text.slice(at, from)) + text.slice(from, to);
    at = to;
  }
  return out + change(text.slice(at));
}

/** True where a fenced block was opened and not closed before this place. */
export function isInFence(text: string, caret: number): boolean {
  const fence = fencesOf(text.slice(0, caret)).at(-1);
  return fence !== undefined && fence[1] === caret && !/\n {0,3}```[ \t]*$/.test(text.slice(fence[0], caret));
}

/** Line by line: a fence that never closes is code to the end. */
function fencesOf(text: string): Range[] {
  const fences: Range[] = [];
  let open: number | null = null;
  let at = 0;
  for (const line of text.split("\n")) {
    const end = at + line.length;
    if (open === null) open = /^ {0,3}```[^`]*$/.test(line) ? at : null;
    else if (/^ {0,3}```[ \t]*$/.test(line)) {
      fences.push([open, end]);
      open = null;
    }
    at = end + 1;
  }
  if (open !== null) fences.push([open, text.length]);
  return fences;
}

/** A run of backticks and the next run of the same length. */
function spansOf(text: string, from: number, to: number): Range[] {
  const runs = [...text.slice(from, to).matchAll(/`+/g)].map((run) => ({ at: from + run.index, size: run[0].length }));
  const next = new Map<number, number>();
  const partner = runs.map(() => -1);
  for (let index = runs.length - 1; index >= 0; index--) {
    const size = runs[index]?.size ?? 0;
    partner[index] = next.get(size) ?? -1;
    next.set(size, index);
  }
  const spans: Range[] = [];
  for (let index = 0; index < runs.length; index++) {
    const start = runs[index];
    const end = runs[partner[index] ?? -1];
    if (!start || !end) continue;
    spans.push([start.at, end.at + end.size]);
    index = partner[index] ?? index;
  }
  return spans;
}
