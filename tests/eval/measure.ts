import { retrieve } from "@/durable-objects/knowledge/retrieve";
import { plainBm25 } from "@/durable-objects/knowledge/word-search";
import { CONFIDENCE_MIN } from "@/lib/knowledge/core/confidence";
import type { FoundPassage } from "@/lib/knowledge/protocol";
import { extractAnswer } from "@/lib/models/core/extract-answer";
import { writePassages } from "@/lib/models/core/passages";
import type { indexOfDocs } from "./corpus";
import type { Question } from "./questions";

type Index = ReturnType<typeof indexOfDocs>;

export const TOP = 10;
/** What the assistant gives to a model. */
const SHOWN = 6;

export interface Judged {
  question: Question;
  confidence: number;
  ndcg: number;
  recall: number;
  plainNdcg: number;
  plainRecall: number;
  /** Pages that the answer cites; none: it abstained. */
  cited: string[];
  /** Each quote stands in its page, word for word, at the place it says. */
  verbatim: boolean;
  answer: string;
}

/**
 * One question, asked as the assistant asks: retrieval, the bound, then the built-in model over what was found.
 * @param near chunks by vectors, best first
 */
export function judge(index: Index, question: Question, near: readonly number[] | null = null): Judged {
  const { store, pages } = index;
  const { passages, confidence } = retrieve(store, question.ask, TOP, near);
  const order = orderOf(index, question, passages);
  const byBm25 = plainBm25(store.rows, question.ask, TOP).map(({ chunk }) => chunk);
  const plain = orderOf(index, question, store.passages(byBm25));
  const { text, cites } =
    confidence < CONFIDENCE_MIN ? { text: "", cites: [] } : answerFrom(question.ask, passages.slice(0, SHOWN));
  return {
    question,
    confidence,
    ...order,
    ...{ plainNdcg: plain.ndcg, plainRecall: plain.recall },
    cited: [...new Set(cites.map(({ page }) => page))],
    verbatim: cites.every(({ page, quote, start }) => pages.get(page)?.text.startsWith(quote, start) ?? false),
    answer: text,
  };
}

/** How well passages, best first, stand in order for a question. */
function orderOf(
  { store }: Index,
  question: Question,
  found: readonly Pick<FoundPassage, "documentId" | "text">[],
): { ndcg: number; recall: number } {
  const all = store.passages(store.rows<{ id: number }>("SELECT id FROM chunks").map(({ id }) => id));
  const ideal = all.map((each) => gradeOf(question, each)).toSorted((a, b) => b - a);
  const grades = found.map((each) => gradeOf(question, each));
  return { ndcg: ndcgOf(grades, ideal), recall: recallOf(grades, ideal) };
}

/** What the built-in model says to passages, as it is called: its citations point into the documents. */
export function answerFrom(
  ask: string,
  passages: readonly FoundPassage[],
): { text: string; cites: { page: string; quote: string; start: number }[] } {
  const told = passages.map(({ text, title, headings }, at) => ({
    id: String(at),
    title: [title, ...headings].join(" › "),
    text,
    sure: true,
  }));
  const prompt = [
    { role: "system" as const, content: writePassages(told) },
    { role: "user" as const, content: [{ type: "text" as const, text: ask }] },
  ];
  const answer = extractAnswer({ prompt });
  if (answer.kind !== "quote") return { text: "", cites: [] };
  const cites = answer.quotes.flatMap(({ sentence }) => {
    const passage = passages[Number(sentence.passage.id)];
    return passage
      ? [{ page: passage.documentId as string, quote: sentence.text, start: passage.start + sentence.from }]
      : [];
  });
  return { text: answer.text, cites };
}

/** 2 for the passage that answers, 1 for others of its page, 0 for the rest. */
function gradeOf({ pages = [], at = [] }: Question, passage: { documentId: string; text: string }): number {
  if (!pages.includes(passage.documentId)) return 0;
  return at.some((phrase) => passage.text.includes(plainOf(phrase))) ? 2 : 1;
}

/** Phrases are written as they stand in the file; the index has them without their marks. */
function plainOf(phrase: string): string {
  return phrase.replaceAll("**", "").replaceAll(/^\| | \|$/g, "");
}

function ndcgOf(grades: readonly number[], ideal: readonly number[]): number {
  const gain = (list: readonly number[]) =>
    list.slice(0, TOP).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);
  const best = gain(ideal);
  return best === 0 ? 0 : gain(grades) / best;
}

/** Of the passages that answer, the part that is found. */
function recallOf(grades: readonly number[], ideal: readonly number[]): number {
  const wanted = Math.max(...ideal);
  const all = ideal.filter((grade) => grade === wanted && wanted > 0).length;
  return all === 0 ? 0 : grades.filter((grade) => grade === wanted).length / Math.min(all, TOP);
}
