import { diffArrays, diffWordsWithSpace } from "diff";

export type DiffPart = { text: string; changed: boolean };
export type DiffRow =
  | { kind: "same" | "added" | "removed"; parts: DiffPart[] }
  /** Lines in a row that are the same, far from any change. */
  | { kind: "gap"; lines: number };

export interface PromptDiff {
  rows: DiffRow[];
  /** Lines. A line that was changed is one of each. */
  added: number;
  removed: number;
}

/** Unchanged lines that are shown around a change. */
const AROUND = 3;

/** What became of a text, line by line; in a line that was changed, word by word. */
export function promptDiff(before: string, after: string): PromptDiff {
  const rows: Exclude<DiffRow, { kind: "gap" }>[] = [];
  const changes = diffArrays(linesOf(before), linesOf(after));
  for (let at = 0; at < changes.length; at++) {
    const change = changes[at];
    if (!change) continue;
    const next = changes[at + 1];
    if (change.removed && next?.added) {
      rows.push(...changed(change.value, next.value));
      at++;
    } else {
      const kind = change.removed ? "removed" : change.added ? "added" : "same";
      for (const text of change.value) rows.push({ kind, parts: [{ text, changed: kind !== "same" }] });
    }
  }
  const count = (kind: DiffRow["kind"]) => rows.filter((row) => row.kind === kind).length;
  return { rows: withGaps(rows), added: count("added"), removed: count("removed") };
}

/** Lines that stand in each other's place are compared word by word; those that are left over are whole lines. */
function changed(before: readonly string[], after: readonly string[]): Exclude<DiffRow, { kind: "gap" }>[] {
  const pairs = before.map((line, at) => {
    const other = after[at];
    const words = other === undefined ? null : diffWordsWithSpace(line, other);
    return { line, words };
  });
  const removed = pairs.map(({ line, words }) => ({
    kind: "removed" as const,
    parts: words
      ? words.flatMap((word) => (word.added ? [] : [{ text: word.value, changed: word.removed }]))
      : [{ text: line, changed: true }],
  }));
  const added = after.map((line, at) => {
    const words = pairs[at]?.words ?? null;
    return {
      kind: "added" as const,
      parts: words
        ? words.flatMap((word) => (word.removed ? [] : [{ text: word.value, changed: word.added }]))
        : [{ text: line, changed: true }],
    };
  });
  return [...removed, ...added];
}

function withGaps(rows: readonly Exclude<DiffRow, { kind: "gap" }>[]): DiffRow[] {
  const near = new Set<number>();
  for (const [at, { kind }] of rows.entries()) {
    if (kind === "same") continue;
    for (let line = at - AROUND; line <= at + AROUND; line++) near.add(line);
  }
  const shown: DiffRow[] = [];
  for (const [at, row] of rows.entries()) {
    const last = shown.at(-1);
    if (near.has(at)) shown.push(row);
    else if (last?.kind === "gap") last.lines++;
    else shown.push({ kind: "gap", lines: 1 });
  }
  return shown;
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.replaceAll("\r\n", "\n").split("\n");
}
