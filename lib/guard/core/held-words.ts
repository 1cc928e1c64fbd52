import { readFilterWord } from "@/lib/moderation/core/filter-word";
import { plainText } from "@/lib/moderation/core/plain-text";
import type { FilterCategory } from "../protocol";
import type { Stage } from "./stage";

/** Everything that an entry of a list can begin with, as the word filter compares text. */
export interface Beginnings {
  /** Of entries that begin where a word does. */
  bound: ReadonlySet<string>;
  /** Of those that may begin anywhere. */
  open: ReadonlySet<string>;
}

export interface Ended {
  category: FilterCategory;
  /** The tenant's entry. */
  rule?: string;
}

/** A stage that can put an end to an answer: from then on it gives out nothing more. */
export interface JudgedStage extends Stage {
  /** Why it ended; null: it has not. */
  verdict(): Ended | null;
}

export function beginningsOf(words: readonly string[]): Beginnings {
  const bound = new Set<string>();
  const open = new Set<string>();
  for (const word of words) {
    const read = readFilterWord(word);
    if (!read.ok) continue;
    const into = read.pattern.openStart ? open : bound;
    for (let length = 1; length <= read.pattern.plain.length; length++) into.add(read.pattern.plain.slice(0, length));
  }
  return { bound, open };
}

const CONTEXT_UNITS = 200;
/** A word surely ends before, or after, one of these. */
const GAP = /[\s.,;:!?()"]/;
/** A letter that no entry has: behind the text, what ends with it is not yet a whole word. */
const GOES_ON = "\ua66e";

/**
 * Gives out text as soon as no entry can begin in it any more. What `judge` refuses was never shown, the beginning of it
 * neither.
 */
export function heldWords(lists: readonly Beginnings[], judge: (text: string) => Ended | null): JudgedStage {
  let context = "";
  let held = "";
  let verdict: Ended | null = null;
  const release = (length: number): string => {
    const out = held.slice(0, length);
    held = held.slice(length);
    if (out !== "") context = /\S*$/.exec(context + out)?.[0].slice(-CONTEXT_UNITS) ?? "";
    return out;
  };
  return {
    push(text) {
      if (verdict) return "";
      held += text;
      verdict = judge(context + held + GOES_ON);
      return verdict ? "" : release(safeLength(held, lists));
    },
    end() {
      verdict ??= judge(context + held);
      return verdict ? "" : release(held.length);
    },
    verdict: () => verdict,
  };
}

/** How much of the text no entry can begin in: up to the word in which the first one may have begun. */
function safeLength(text: string, lists: readonly Beginnings[]): number {
  const ending = /\s\p{Cf}*$/u.test(text) ? " " : "";
  const anywhere = lists.some(({ open }) => open.size > 0);
  let gap = 0;
  let before = "";
  let at = 0;
  for (const char of text) {
    if (GAP.test(before) || isUnspaced(char)) gap = at;
    const starts = !isLetter(before) || !isLetter(char) || isUnspaced(char) || isUnspaced(before);
    if ((starts || anywhere) && /\S/.test(char)) {
      const rest = plainText(text.slice(at)) + ending;
      if (lists.some(({ bound, open }) => open.has(rest) || (starts && bound.has(rest)))) return gap;
    }
    before = char;
    at += char.length;
  }
  return text.length;
}

function isLetter(char: string): boolean {
  return /[\p{L}\p{N}]/u.test(char);
}

function isUnspaced(char: string): boolean {
  return (
    char > "\u0e00" &&
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(char)
  );
}
