import { countWords } from "./chunks";
import { stemsIn } from "./words";

/** One word of a question, as far as the index knows it. */
export interface AskedWord {
  stem: string;
  /** How much it says: rare words more, those that the index has never seen most. */
  weight: number;
  /** Stems that may stand for it, and how well. */
  also: readonly { stem: string; as: number }[];
  /** It was found as a part of other words. */
  fragment: string | null;
}

export interface JudgedPassage {
  title: string;
  headings: readonly string[];
  text: string;
}

export interface Coverage {
  near: number;
  whole: number;
}

/** How many passages are looked at: an answer is taken from the first ones. */
export const PASSAGES_JUDGED = 5;
const SENTENCES_NEAR = 2;
const FRAGMENT_AS = 0.6;

/** Fitted on the calibration half of the judged set (tests/eval); the held-out half only checks them. */
const FIT = { bias: -6.83, near: 9, whole: 4.1 } as const;

/** Below it the assistant says that it does not know, unless a project sets its own bound. */
export const CONFIDENCE_MIN = 0.5;

/**
 * How sure it is that these passages answer the question, 0 to 1: how much of what was asked stands in one of them, and
 * how much of it close together. It does not look at scores, whose size differs from index to index.
 */
export function confidenceOf(asked: readonly AskedWord[], passages: readonly JudgedPassage[]): number {
  const { near, whole } = coverageOf(asked, passages);
  if (whole === 0) return 0;
  const sum = FIT.bias + FIT.near * near + FIT.whole * whole;
  return 1 / (1 + Math.exp(-sum));
}

/** Of the passages that are looked at, the one that has most of the question. */
export function coverageOf(asked: readonly AskedWord[], passages: readonly JudgedPassage[]): Coverage {
  let best: Coverage = { near: 0, whole: 0 };
  for (const passage of passages.slice(0, PASSAGES_JUDGED)) {
    const found = coverageIn(asked, passage);
    if (found.near + found.whole > best.near + best.whole) best = found;
  }
  return best;
}

/** The part of the question, by weight, that a passage has (`whole`), and a few sentences of it (`near`). */
export function coverageIn(asked: readonly AskedWord[], { title, headings, text }: JudgedPassage): Coverage {
  const above = new Set(stemsIn([title, ...headings].join(" ")));
  const sentences = splitSentences(text).map((each) => ({ text: each.toLowerCase(), stems: stemsIn(each) }));
  const whole = cover(asked, above, sentences);
  let near = 0;
  for (let at = 0; at < sentences.length; at++)
    near = Math.max(near, cover(asked, above, sentences.slice(at, at + SENTENCES_NEAR)));
  return { near, whole };
}

function cover(
  asked: readonly AskedWord[],
  above: ReadonlySet<string>,
  sentences: readonly { text: string; stems: readonly string[] }[],
): number {
  const there = new Set(sentences.flatMap(({ stems }) => stems));
  let covered = 0;
  let all = 0;
  for (const { stem, weight, also, fragment } of asked) {
    all += weight;
    const has = (each: string) => there.has(each) || above.has(each);
    let as = has(stem) ? 1 : 0;
    for (const other of also) if (as < other.as && has(other.stem)) as = other.as;
    if (fragment !== null && as < FRAGMENT_AS && sentences.some(({ text }) => text.includes(fragment)))
      as = FRAGMENT_AS;
    covered += weight * as;
  }
  return all === 0 ? 0 : covered / all;
}

function splitSentences(text: string): string[] {
  const found = text.split(/(?<=[.!?])\s+|(?<=[。！？])|\n+/u).filter((each) => each.trim() !== "");
  // A list of single words says something as a whole only.
  return countWords(text) < found.length * 2 ? [text] : found;
}
