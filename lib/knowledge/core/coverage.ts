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

/** Parts of the question, by weight, from 0 to 1. What stands in the title or the headings counts for each sentence. */
export interface Coverage {
  whole: number;
  /** In a few sentences. */
  near: number;
  /** In one sentence, of those that say the kind of thing that is wanted. */
  said: number;
  title: number;
  headings: number;
}

const FRAGMENT_AS = 0.6;

/** How much of a question a passage has, and where. `wanted`: see `wantedBy`. */
export function coverageIn(
  asked: readonly AskedWord[],
  { title, headings, text }: JudgedPassage,
  wanted: RegExp | null = null,
): Coverage {
  const sentences = splitSentences(text);
  const named = standingOf(asked, title);
  const headed = standingOf(asked, headings.join(" "));
  const above = highest([named, headed]);
  const said = sentences.map((sentence) => highest([above, standingOf(asked, sentence)]));
  const part = (standing: readonly number[]) => partOf(asked, standing);
  const saying = wanted === null ? said : said.filter((_, at) => wanted.test(sentences[at] ?? ""));
  return {
    whole: part(highest([above, ...said])),
    // Two sentences that follow one another.
    near: Math.max(0, ...said.map((each, at) => part(highest([each, said[at + 1] ?? above])))),
    said: Math.max(0, ...saying.map(part)),
    title: part(named),
    headings: part(headed),
  };
}

/** How well each word of the question stands in a text: 1 as it was asked for, less in other words, 0 not at all. */
function standingOf(asked: readonly AskedWord[], text: string): number[] {
  const there = new Set(stemsIn(text));
  return asked.map(({ stem, also, fragment }) => {
    if (there.has(stem)) return 1;
    const best = also.reduce((as, other) => (there.has(other.stem) ? Math.max(as, other.as) : as), 0);
    const isPart = fragment !== null && best < FRAGMENT_AS && text.toLowerCase().includes(fragment);
    return isPart ? FRAGMENT_AS : best;
  });
}

/** Of each word, how well it stands in the text that has it best. */
function highest(standings: readonly (readonly number[])[]): number[] {
  const [first = []] = standings;
  return first.map((_, word) => standings.reduce((as, each) => Math.max(as, each[word] ?? 0), 0));
}

function partOf(asked: readonly AskedWord[], standing: readonly number[]): number {
  const all = asked.reduce((sum, { weight }) => sum + weight, 0);
  return all === 0 ? 0 : asked.reduce((sum, { weight }, word) => sum + weight * (standing[word] ?? 0), 0) / all;
}

function splitSentences(text: string): string[] {
  const found = text.split(/(?<=[.!?])\s+|(?<=[。！？])|\n+/u).filter((each) => each.trim() !== "");
  // A list of single words says something as a whole only.
  return countWords(text) < found.length * 2 ? [text] : found;
}
