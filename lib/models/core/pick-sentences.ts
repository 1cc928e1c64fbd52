import { PLACEHOLDER } from "@/lib/guard/core/redact";
import { porter } from "@/lib/knowledge/core/porter";
import { synonymsOf } from "@/lib/knowledge/core/synonyms";
import { isStop } from "@/lib/knowledge/core/words";
import type { Passage } from "./passages";
import { type ReadSentence, readSentences } from "./read-sentences";
import { stemsOf, writtenIn } from "./words";

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
/** What a word in the passage's title is worth to its sentences, and one in the heading right above to those under it. */
const TITLE_AS = 0.6;
const UNDER_AS = 0.75;
/** What a word is worth that is used for another one. */
const SYNONYM_AS = 0.33;

/**
 * The one to three sentences that cover most of a question's words, rare words counting more; none where nothing covers
 * enough of it. Words in a heading count for the sentences under it, at a part; so do synonyms, and words of the question
 * `before`. Nothing is rewritten.
 */
export function pickSentences(question: string, passages: readonly Passage[], before = ""): PickedSentence[] {
  const texts = passages.map((passage) => readSentences(passage.text));
  const all = texts.flat();
  const asked = askedWords(question, all);
  if (asked.length === 0) return [];
  const context = [...new Set(stemsOf(before))].filter((stem) => !asked.includes(stem));
  const weights = new Map([
    ...asked.map((stem) => [stem, weight(stem, all)] as const),
    ...context.map((stem) => [stem, weight(stem, all) * CONTEXT_PART] as const),
  ]);
  const alike = new Map([...weights.keys()].map((stem) => [stem, synonymsOf(porter(stem)).flatMap(stemsOf)]));
  const whole = sum(weights.values());
  const candidates = passages.flatMap((passage, at) => {
    const heading = new Set(stemsOf(passage.title));
    return (texts[at] ?? []).map(({ text, from, to, stems, under }, place) => {
      const worth = (stem: string) =>
        stems.has(stem) ? 1 : under.has(stem) ? UNDER_AS : heading.has(stem) ? TITLE_AS : 0;
      const covers = (stem: string) =>
        Math.max(worth(stem), ...(alike.get(stem) ?? []).map((other) => worth(other) * SYNONYM_AS));
      let cover = 0;
      for (const [stem, value] of weights) cover += value * covers(stem);
      // Under a heading that says it, or by synonyms, a sentence may answer in other words where retrieval is sure.
      const own = asked.some((stem) => (passage.sure === true ? covers(stem) > 0 : stems.has(stem)));
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

/** What is asked by. A word that says nothing counts only where a sentence has it: there it may still tell them apart. */
function askedWords(question: string, sentences: readonly ReadSentence[]): string[] {
  const words = writtenIn(question.replace(PLACEHOLDER, " "));
  const quiet = new Set(words.filter(isStop).flatMap(stemsOf));
  return [...new Set(words.flatMap(stemsOf))].filter(
    (stem) => !quiet.has(stem) || sentences.some(({ stems }) => stems.has(stem)),
  );
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
