/** Citations: word for word from the passages an answer was made of, or none at all. */
import type { FoundPassage } from "@/lib/knowledge/protocol";
import type { Passage } from "@/lib/models/core/passages";
import { pickSentences, type PickedSentence } from "@/lib/models/core/pick-sentences";
import type { Citation } from "../protocol";

const QUOTE_CHARS_MAX = 400;
const MARKER = /\[(\d{1,2})\]/g;

/** Passages as a model is given them: named by their number. They come from above the project's bound. */
export function numbered(passages: readonly FoundPassage[]): Passage[] {
  return passages.map(({ title, text, url, headings }, at) => ({
    id: String(at + 1),
    title: [title, ...headings].join(" > "),
    text,
    sure: true,
    ...(url === null ? {} : { url }),
  }));
}

/** The sentences that answer, as one text with a marker after each, and what they are taken from. */
export function extractiveAnswer(
  question: string,
  passages: readonly FoundPassage[],
  before: string,
): { text: string; citations: Citation[] } | null {
  const picked = pickSentences(question, numbered(passages), before);
  if (picked.length === 0) return null;
  const text = picked.map((each) => `${ended(each.text)} [${each.passage.id}]`).join(" ");
  return { text, citations: onceEach(picked.map((each) => citationOf(each, passages))) };
}

/**
 * What the markers of a model's answer stand for: of each passage it names, the sentence that says most of what the answer
 * says there. A marker of no passage has none.
 */
export function citationsOf(answer: string, passages: readonly FoundPassage[]): Citation[] {
  const list = numbered(passages);
  return onceEach(
    [...answer.matchAll(MARKER)].map(({ 1: number = "", index }) => {
      const passage = list[Number(number) - 1];
      if (!passage) return null;
      const [best] = pickSentences(claimBefore(answer, index), [passage]);
      return citationOf(best ?? opening(passage), passages);
    }),
  );
}

/** Those that the documents do say, word for word. */
export function verbatim(citations: readonly Citation[], passages: readonly FoundPassage[]): Citation[] {
  return citations.filter(({ n, quote, documentId, start, end }) => {
    const passage = passages[n - 1];
    if (!passage || passage.documentId !== documentId || quote.trim() === "") return false;
    if (passage.end - passage.start !== passage.text.length) return false;
    return passage.text.slice(start - passage.start, end - passage.start) === quote && start >= passage.start;
  });
}

/** The sentence that a marker stands behind. */
function claimBefore(answer: string, at: number): string {
  const text = answer.slice(0, at).replaceAll(MARKER, "").trimEnd();
  const cut = Math.max(...[". ", "! ", "? ", "\n", "。"].map((end) => text.slice(0, -1).lastIndexOf(end)));
  return text.slice(cut + 1).trim();
}

function opening(passage: Passage): Pick<PickedSentence, "passage" | "from" | "to"> {
  const from = passage.text.length - passage.text.trimStart().length;
  const stop = passage.text.slice(from).search(/[.!?。！？](?:\s|$)|\n/u);
  return { passage, from, to: stop < 0 ? passage.text.trimEnd().length : from + stop + 1 };
}

function citationOf(
  { passage: { id }, from, to }: Pick<PickedSentence, "passage" | "from" | "to">,
  passages: readonly FoundPassage[],
): Citation | null {
  const n = Number(id);
  const passage = passages[n - 1];
  if (!passage) return null;
  const end = Math.min(to, from + QUOTE_CHARS_MAX);
  const quote = passage.text.slice(from, end).trimEnd();
  const { title, url, headings, documentId, start } = passage;
  return {
    ...{ n, title, url, headings: [...headings], quote, documentId },
    ...{ start: start + from, end: start + from + quote.length },
  };
}

function onceEach(citations: readonly (Citation | null)[]): Citation[] {
  const seen = new Set<string>();
  return citations.filter((each): each is Citation => {
    if (!each) return false;
    const name = `${each.n}:${each.start}`;
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

function ended(sentence: string): string {
  return /[.!?。！？:]["')\]]*$/u.test(sentence) ? sentence : `${sentence}.`;
}
