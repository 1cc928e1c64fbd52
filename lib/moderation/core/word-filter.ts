/**
 * The word filter: a list of entries compiled once, then asked about each message. Two tries, one of entries that begin
 * at the beginning of a word and one of those that may begin anywhere, are walked from each place where one could begin;
 * no entry is longer than a fixed number of characters, so the time grows with the text alone.
 */
import type { FilterWord } from "../protocol";
import { readFilterWord } from "./filter-word";
import { kindOf, plainText, type PointKind } from "./plain-text";

/** `words`: the entries that matched, as they were written. */
export type WordVerdict = { action: "refuse" } | { action: "report"; words: string[] };

export interface WordFilter {
  /** Null: nothing is wrong with the text. */
  judge(text: string): WordVerdict | null;
  /** Every entry that matches, in the order of the list. */
  matches(text: string): FilterWord[];
}

interface End {
  at: number;
  openEnd: boolean;
}

interface Node {
  next: Map<number, Node> | null;
  ends: End[] | null;
}

/** Compiles a list. Entries that cannot be read are left out: they were checked when they were added. */
export function compileWords(words: readonly FilterWord[]): WordFilter {
  const bound = newNode();
  const open = newNode();
  for (const [at, { text }] of words.entries()) {
    const read = readFilterWord(text);
    if (!read.ok) continue;
    const { plain, openStart, openEnd } = read.pattern;
    const leaf = leafOf(openStart ? open : bound, plain);
    (leaf.ends ??= []).push({ at, openEnd });
  }
  const tries = { bound, open };
  const find = (text: string, found: (word: FilterWord, at: number) => boolean) =>
    walk(tries, plainText(text), (at) => {
      const word = words[at];
      return word ? found(word, at) : false;
    });
  return {
    judge(text) {
      if (isBare(bound) && isBare(open)) return null;
      const reported = new Set<number>();
      let refused = false;
      find(text, ({ action }, at) => {
        if (action === "refuse") refused = true;
        else reported.add(at);
        return refused;
      });
      if (refused) return { action: "refuse" };
      return reported.size === 0 ? null : { action: "report", words: texts(words, reported) };
    },
    matches(text) {
      const seen = new Set<number>();
      find(text, (_word, at) => {
        seen.add(at);
        return false;
      });
      return inOrder(words, seen);
    },
  };
}

/** Tells of every entry that stands in the text; ends as soon as `found` says so. */
function walk(tries: { bound: Node; open: Node }, plain: string, found: (at: number) => boolean): void {
  const points = Array.from(plain, (char) => char.codePointAt(0) ?? 0);
  const kinds = points.map(kindOf);
  for (let from = 0; from < points.length; from++) {
    if (walkFrom(tries.open, points, kinds, from, found)) return;
    if (isEdge(kinds, from) && walkFrom(tries.bound, points, kinds, from, found)) return;
  }
}

function walkFrom(
  root: Node,
  points: readonly number[],
  kinds: readonly PointKind[],
  from: number,
  found: (at: number) => boolean,
): boolean {
  let node: Node | undefined = root;
  for (let at = from; at < points.length; at++) {
    node = node.next?.get(points[at] ?? 0);
    if (!node) return false;
    for (const end of node.ends ?? []) {
      if ((end.openEnd || isEdge(kinds, at + 1)) && found(end.at)) return true;
    }
  }
  return false;
}

/** A word may begin or end before this place: the text does too, or not both sides are letters of words with spaces. */
function isEdge(kinds: readonly PointKind[], at: number): boolean {
  return kinds[at - 1] !== "word" || kinds[at] !== "word";
}

function newNode(): Node {
  return { next: null, ends: null };
}

function isBare({ next }: Node): boolean {
  return next === null;
}

function leafOf(root: Node, plain: string): Node {
  let node = root;
  for (const char of plain) {
    const point = char.codePointAt(0) ?? 0;
    const next = (node.next ??= new Map<number, Node>());
    let child = next.get(point);
    if (!child) {
      child = newNode();
      next.set(point, child);
    }
    node = child;
  }
  return node;
}

function inOrder(words: readonly FilterWord[], places: ReadonlySet<number>): FilterWord[] {
  return words.filter((_, at) => places.has(at));
}

function texts(words: readonly FilterWord[], places: ReadonlySet<number>): string[] {
  return inOrder(words, places).map(({ text }) => text);
}
