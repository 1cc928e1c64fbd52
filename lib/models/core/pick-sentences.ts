import { PLACEHOLDER } from "@/lib/guard/core/redact";
import type { Passage } from "./passages";
import { sentencesOf, stemsOf } from "./words";

/** A sentence that answers, word for word, and where it stands in its passage. */
export interface PickedSentence {
  passage: Passage;
  text: string;
  from: number;
  to: number;
  score: number;
}

const SENTENCES_MAX = 3;
/** Of the question's weight, the part that the best sentence with its heading has to cover. */
const COVER_MIN = 0.5;
/** The same where retrieval has judged already. */
const COVER_MIN_SURE = 0.1;
/** What each place further down a passage stands loses by it; more where its order was judged. */
const PLACE = 0.02;
const PLACE_SURE = 0.04;
/** A further sentence has to be this good beside the best one, and bring words that are not there yet. */
const BESIDE_BEST = 0.6;
const REPEAT_MAX = 0.6;
/** What words of an earlier question weigh beside those of this one. */
const CONTEXT_PART = 0.3;

/**
 * The one to three sentences that cover most of a question's words, rare words counting more; none where nothing covers
 * enough of it. Words in a heading count for the sentences under it, at a part; so do those of the question `before`.
 * Nothing is rewritten.
 */
export function pickSentences(question: string, passages: readonly Passage[], before = ""): PickedSentence[] {
  const asked = [...new Set(stemsOf(question.replace(PLACEHOLDER, " ")))];
  if (asked.length === 0) return [];
  const context = [...new Set(stemsOf(before))].filter((stem) => !asked.includes(stem));
  const texts = passages.map((passage) => readSentences(passage.text));
  const all = texts.flat();
  const weights = new Map([
    ...asked.map((stem) => [stem, weight(stem, all)] as const),
    ...context.map((stem) => [stem, weight(stem, all) * CONTEXT_PART] as const),
  ]);
  const whole = sum(weights.values());
  const candidates = passages.flatMap((passage, at) => {
    const heading = new Set(stemsOf(passage.title));
    return (texts[at] ?? []).map(({ text, from, to, stems, under }, place) => {
      const above = (stem: string) => heading.has(stem) || under.has(stem);
      let cover = 0;
      for (const [stem, value] of weights) cover += stems.has(stem) ? value : above(stem) ? value * 0.6 : 0;
      // Under a heading that says it, a sentence may answer in other words where retrieval is sure.
      const own = asked.some((stem) => stems.has(stem) || (passage.sure === true && above(stem)));
      // Retrieval put the best passage first, and texts say the main thing first.
      const score = own
        ? cover / whole -
          at * (passage.sure === true ? PLACE_SURE : PLACE) -
          Math.min(place, 10) * 0.005 -
          (stems.size < 3 ? 0.2 : 0)
        : 0;
      return { passage, text, from, to, score, stems };
    });
  });
  const ranked = candidates.toSorted((a, b) => b.score - a.score);
  const [best] = ranked;
  if (!best || best.score < (best.passage.sure === true ? COVER_MIN_SURE : COVER_MIN)) return [];
  const chosen = [best];
  for (const next of ranked.slice(1)) {
    if (chosen.length === SENTENCES_MAX || next.score < best.score * BESIDE_BEST) break;
    if (chosen.every((one) => overlap(one.stems, next.stems) < REPEAT_MAX)) chosen.push(next);
  }
  // Read in the order in which they stand.
  return chosen
    .toSorted((a, b) => passages.indexOf(a.passage) - passages.indexOf(b.passage) || a.from - b.from)
    .map(({ stems: _stems, ...picked }) => picked);
}

interface ReadSentence {
  text: string;
  from: number;
  to: number;
  stems: ReadonlySet<string>;
  /** Words of the heading that it stands under. */
  under: ReadonlySet<string>;
}

const HEADING_WORDS_MAX = 10;
/** Ends of sentences, cells of tables, and what begins like an item of a list. */
const NO_HEADING = /[.!?:;。！？|]|^(?:[-*+]|\d+\))\s/u;

/** A text's sentences. A short line by itself, without an end, with something below it is a heading and no sentence. */
function readSentences(text: string): ReadSentence[] {
  let under: ReadonlySet<string> = new Set();
  return sentencesOf(text).flatMap(({ text: sentence, from, to }) => {
    const stems = new Set(stemsOf(sentence));
    const isAlone = (from === 0 || text.slice(from - 2, from) === "\n\n") && text.slice(to, to + 2) === "\n\n";
    const isHeading = isAlone && !NO_HEADING.test(sentence) && sentence.split(/\s+/).length <= HEADING_WORDS_MAX;
    if (isHeading) under = stems;
    return isHeading ? [] : [{ text: sentence, from, to, stems, under }];
  });
}

/** Words that few sentences have say more; words that none has weigh most, so that what is not there leads to silence. */
function weight(stem: string, sentences: readonly { stems: ReadonlySet<string> }[]): number {
  const having = sentences.filter(({ stems }) => stems.has(stem)).length;
  return Math.log(1 + (sentences.length + 1) / (having + 1));
}

function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let both = 0;
  for (const stem of one) if (other.has(stem)) both++;
  return both / Math.max(1, Math.min(one.size, other.size));
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
