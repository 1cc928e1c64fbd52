import { FEEDBACK, feedbackTerms } from "@/lib/knowledge/core/feedback";
import type { AskedWord } from "@/lib/knowledge/core/confidence";
import { isNear } from "@/lib/knowledge/core/spelling";
import { synonymsOf } from "@/lib/knowledge/core/synonyms";
import { porter } from "@/lib/knowledge/core/porter";
import { queryWords, termsIn } from "@/lib/knowledge/core/words";

/** Rows of a SQLite database, wherever it runs: the object's own, or Node's in the evaluation. */
export type Rows = <T>(query: string, ...values: (string | number | ArrayBuffer)[]) => T[];

/** What the columns of `words` count for: title, headings, text. */
const COLUMNS = "1.5, 2.0, 1.0";
/** So many passages of each part of a question are scored. */
const DEEP = 200;
const STEMS_MAX = 32;
const SYNONYM_WEIGHT = 0.5;
const SYNONYM_AS = 0.75;
const SPELLING_AS = 0.9;
const FRAGMENT_WEIGHT = 0.6;
const FRAGMENT_CHARS_MIN = 4;
const SPELLINGS_MAX = 3;

export interface WordsFound {
  /** Chunks, best first. */
  ranked: { chunk: number; score: number }[];
  asked: AskedWord[];
}

interface Part {
  table: "words" | "grams";
  terms: string[];
  weight: number;
}

/** Plain BM25, the floor that everything else is measured against. */
export function plainBm25(rows: Rows, query: string, limit: number): { chunk: number; score: number }[] {
  const { written } = queryWords(query);
  return scored(rows, { table: "words", terms: [...written.values()], weight: 1 }, limit);
}

/**
 * BM25 over the question's words, those that mean the same or were misspelt at a part, and the words of the first
 * passages found (pseudo-relevance feedback). A word that the index has never seen is looked for as a part of words.
 */
export function searchWords(rows: Rows, query: string, limit: number): WordsFound {
  const chunks = rows<{ count: number }>("SELECT count(*) AS count FROM chunks")[0]?.count ?? 0;
  const { stems, written } = queryWords(query);
  if (chunks === 0 || stems.length === 0) return { ranked: [], asked: [] };
  const vocabulary = new Vocabulary(rows, chunks);
  const asked = stems
    .map((stem) => askedWord(vocabulary, stem, written.get(stem) ?? stem))
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, STEMS_MAX);
  const parts: Part[] = [
    { table: "words", terms: asked.map(({ stem }) => written.get(stem) ?? stem), weight: 1 },
    { table: "words", terms: vocabulary.spelt, weight: SPELLING_AS },
    { table: "words", terms: vocabulary.synonyms, weight: SYNONYM_WEIGHT },
    { table: "grams", terms: asked.flatMap(({ fragment }) => fragment ?? []), weight: FRAGMENT_WEIGHT },
  ];
  const first = sum(rows, parts);
  const top = first.slice(0, FEEDBACK.passages).map(({ chunk }) => chunk);
  const known = new Set(asked.map(({ stem }) => stem));
  const passages = textsOf(rows, top).map((text) => termsIn(text));
  const spelling = new Map(passages.flat().map(({ stem, word }) => [stem, word]));
  const more = feedbackTerms(
    passages.map((terms) => terms.map(({ stem }) => stem)),
    known,
    (stem) => vocabulary.rarity(stem),
  );
  const feedback = {
    table: "words",
    terms: more.map((stem) => spelling.get(stem) ?? stem),
    weight: FEEDBACK.weight,
  } as const;
  return { ranked: sum(rows, [...parts, feedback]).slice(0, limit), asked };
}

function askedWord(vocabulary: Vocabulary, stem: string, word: string): AskedWord {
  const seen = vocabulary.count(stem);
  const also: { stem: string; as: number }[] = [];
  for (const synonym of synonymsOf(stem)) {
    const other = porter(synonym);
    if (vocabulary.count(other) === 0) continue;
    also.push({ stem: other, as: SYNONYM_AS });
    vocabulary.synonyms.push(synonym);
  }
  if (seen === 0) {
    for (const near of vocabulary.spellings(stem)) {
      also.push({ stem: near, as: SPELLING_AS });
      vocabulary.spelt.push(near);
    }
  }
  const fragment = seen === 0 && also.length === 0 && word.length >= FRAGMENT_CHARS_MIN ? word : null;
  // A word that is here by another name says as much as that name.
  const weight = Math.min(
    vocabulary.weight(stem),
    ...(seen === 0 ? also.map((each) => vocabulary.weight(each.stem)) : []),
  );
  return { stem, weight, also, fragment };
}

/** What the index knows of words: how many chunks have each. */
class Vocabulary {
  readonly synonyms: string[] = [];
  readonly spelt: string[] = [];
  private readonly rows: Rows;
  private readonly chunks: number;
  private readonly counts = new Map<string, number>();

  constructor(rows: Rows, chunks: number) {
    this.rows = rows;
    this.chunks = chunks;
  }

  count(stem: string): number {
    let count = this.counts.get(stem);
    if (count === undefined) {
      count = this.rows<{ doc: number }>("SELECT doc FROM vocabulary WHERE term = ?", stem)[0]?.doc ?? 0;
      this.counts.set(stem, count);
    }
    return count;
  }

  weight(stem: string): number {
    const count = this.count(stem);
    return Math.log(1 + (this.chunks - count + 0.5) / (count + 0.5));
  }

  /** Of a word for feedback: what stands in one place only tells nothing of others. */
  rarity(stem: string): number {
    return this.count(stem) < 2 ? 0 : this.weight(stem);
  }

  /** Known words that differ from an unknown one by one slip of the finger. */
  spellings(stem: string): string[] {
    if (stem.length < 5) return [];
    const begin = stem.slice(0, 2);
    return this.rows<{ term: string; doc: number }>(
      "SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ?",
      begin,
      `${begin}\u{10ffff}`,
    )
      .filter(({ term }) => isNear(term, stem))
      .toSorted((a, b) => b.doc - a.doc)
      .slice(0, SPELLINGS_MAX)
      .map(({ term }) => term);
  }
}

/** Adds up what each part of a question finds: BM25 is a sum over words, so parts may be weighed one against another. */
function sum(rows: Rows, parts: readonly Part[]): { chunk: number; score: number }[] {
  const sums = new Map<number, number>();
  for (const part of parts)
    for (const { chunk, score } of scored(rows, part, DEEP)) sums.set(chunk, (sums.get(chunk) ?? 0) + score);
  return [...sums]
    .map(([chunk, score]) => ({ chunk, score }))
    .toSorted((a, b) => b.score - a.score || a.chunk - b.chunk);
}

function scored(rows: Rows, { table, terms, weight }: Part, limit: number): { chunk: number; score: number }[] {
  if (terms.length === 0) return [];
  const bm25 = table === "words" ? `bm25(words, ${COLUMNS})` : "bm25(grams)";
  const expression = [...new Set(terms)].map((term) => `"${term.replaceAll('"', '""')}"`).join(" OR ");
  return rows<{ chunk: number; rank: number }>(
    `SELECT rowid AS chunk, ${bm25} AS rank FROM ${table} WHERE ${table} MATCH ? ORDER BY rank, rowid LIMIT ?`,
    expression,
    limit,
  ).map(({ chunk, rank }) => ({ chunk, score: -rank * weight }));
}

function textsOf(rows: Rows, chunks: readonly number[]): string[] {
  return rows<{ text: string }>(
    "SELECT text FROM chunks WHERE id IN (SELECT value FROM json_each(?))",
    JSON.stringify(chunks),
  ).map(({ text }) => text);
}
