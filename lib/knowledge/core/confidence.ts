import { type AskedWord, coverageIn, type JudgedPassage } from "./coverage";
import { partsOf } from "./reorder";

/** How many of the first passages are looked at: an answer is taken from them. */
const LOOKED_AT = 5;
/** How many passages the first one is compared with. */
const COMPARED = 5;
/** So many passages are needed to judge a question. */
export const PASSAGES_JUDGED = COMPARED + 1;

/** Whoever writes one word means it. */
const WORDS_MIN = 2;

/**
 * Chosen on the development set and the calibration half of the judged set (tests/eval), among those at which both halves
 * of the judged set hold their gates and nothing far off is answered. Words count only as far as they are found: by
 * themselves they would make a long question about anything an answered one.
 */
const FIT = { bias: -6.8, near: 6, whole: 4.1, wordsFound: 1.5, ahead: 0.8 } as const;

/** Below it the assistant says that it does not know, unless a project sets its own bound. */
export const CONFIDENCE_MIN = 0.5;

/** What the judgement rests on. */
interface Evidence {
  /** Of the passage that has most of the question: the part that stands close together, and in all of it. */
  near: number;
  whole: number;
  /** Of how many words were asked for, the logarithm: that both of two are there may be chance, of eight it is none. */
  words: number;
  /** How far the first passage is ahead of those behind it: what is nowhere said is found a little everywhere. */
  ahead: number;
}

/**
 * How sure it is that these passages, best first, answer the question, 0 to 1. It does not look at scores, whose size
 * differs from index to index.
 */
export function confidenceOf(
  asked: readonly AskedWord[],
  wanted: RegExp | null,
  passages: readonly JudgedPassage[],
): number {
  const { near, whole, words, ahead } = evidenceOf(asked, wanted, passages);
  if (whole === 0) return 0;
  const sum = FIT.bias + FIT.near * near + FIT.whole * whole + FIT.wordsFound * words * whole + FIT.ahead * ahead;
  return 1 / (1 + Math.exp(-sum));
}

export function evidenceOf(
  asked: readonly AskedWord[],
  wanted: RegExp | null,
  passages: readonly JudgedPassage[],
): Evidence {
  const found = passages.slice(0, PASSAGES_JUDGED).map((passage) => coverageIn(asked, passage, wanted));
  let [best] = found;
  for (const each of found.slice(0, LOOKED_AT))
    if (best && each.near + each.whole > best.near + best.whole) best = each;
  const [first = 0, ...others] = found.map(partsOf);
  return {
    near: best?.near ?? 0,
    whole: best?.whole ?? 0,
    words: Math.log(1 + Math.max(WORDS_MIN, asked.length)),
    ahead: first - others.reduce((sum, each) => sum + each, 0) / COMPARED,
  };
}
