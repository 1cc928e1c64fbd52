/**
 * What the index knows of a text: a set of small numbers, one for each three neighbouring letters of a word (with its
 * beginning and end), and one for each sign and each pair of signs where words are written without spaces.
 * A row is a candidate when it has every gram of the query; the text itself then decides, so two grams that share a
 * number cost time and never a wrong hit.
 */

/** Scripts without spaces, and pictures: every sign stands for itself. Korean has spaces, but parts of words are what is looked for. */
const DENSE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}ー々〆\p{Extended_Pictographic}\p{Regional_Indicator}]/u;
const WORD = /[\p{L}\p{N}\p{M}]/u;

type Kind = "word" | "dense" | "gap";
const kinds = new Map<number, Kind>();
const KINDS_MAX = 50_000;

/** What a code point is to the index. */
export function kindOf(point: number): Kind {
  if (point < 128) {
    const isWord = (point >= 97 && point <= 122) || (point >= 48 && point <= 57) || (point >= 65 && point <= 90);
    return isWord ? "word" : "gap";
  }
  const found = kinds.get(point);
  if (found !== undefined) return found;
  const char = String.fromCodePoint(point);
  const kind = DENSE.test(char) ? "dense" : WORD.test(char) ? "word" : "gap";
  if (kinds.size < KINDS_MAX) kinds.set(point, kind);
  return kind;
}

export interface Edges {
  /** The first word may go on to the left, the last one to the right. */
  openStart: boolean;
  openEnd: boolean;
}

const CLOSED: Edges = { openStart: false, openEnd: false };
/** Stand for the beginning and the end of a word; no folded text holds them. */
const BEGIN = 1;
const END = 2;

/** The grams of a folded text; of a part of one when its edges are open. */
export function gramsOf(folded: string, edges: Edges = CLOSED): number[] {
  const points = Array.from(folded, (char) => char.codePointAt(0) ?? 0);
  const grams = new Set<number>();
  for (let from = 0; from < points.length;) {
    const kind = kindOf(points[from] ?? 0);
    let to = from + 1;
    while (to < points.length && kindOf(points[to] ?? 0) === kind) to++;
    const run = points.slice(from, to);
    if (kind === "dense") addSigns(grams, run);
    if (kind === "word") {
      const begin = edges.openStart && from === 0 ? [] : [BEGIN, BEGIN];
      const end = edges.openEnd && to === points.length ? [] : [END];
      addTriples(grams, [...begin, ...run, ...end]);
    }
    from = to;
  }
  return [...grams];
}

function addTriples(grams: Set<number>, points: readonly number[]): void {
  for (let at = 0; at + 2 < points.length; at++)
    grams.add(numberOf(points[at] ?? 0, points[at + 1] ?? 0, points[at + 2] ?? 0));
}

function addSigns(grams: Set<number>, points: readonly number[]): void {
  for (let at = 0; at < points.length; at++) {
    grams.add(numberOf(0, 0, points[at] ?? 0));
    if (at > 0) grams.add(numberOf(0, points[at - 1] ?? 0, points[at] ?? 0));
  }
}

/** 24 bits: the numbers above mark what is not text (db/queries/search-index.ts). */
function numberOf(a: number, b: number, c: number): number {
  let hash = 0x811c9dc5;
  for (const point of [a, b, c]) hash = Math.imul(hash ^ point, 0x01000193) ^ (hash >>> 15);
  return (hash ^ (hash >>> 8)) & 0xffffff;
}
