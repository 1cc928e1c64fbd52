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
/** So many passages are scored for each word of a question. */
const DEEP = 2_000;
const STEMS_MAX = 32;
const SYNONYM_WEIGHT = 0.3;
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

type Scores = Map<number, number>;

/** Plain BM25, the floor that everything else is measured against. */
export function plainBm25(rows: Rows, query: string, limit: number): { chunk: number; score: number }[] {
  const { written } = queryWords(query);
  return ranked(scored(rows, "words", [...written.values()])).slice(0, limit);
}

/**
 * BM25 over the question's words, in whose place a synonym, a likely spelling or a fragment counts for a part; then over
 * the words of the first passages found as well (pseudo-relevance feedback).
 */
export function searchWords(rows: Rows, query: string, limit: number): WordsFound {
  const chunks = rows<{ count: number }>("SELECT count(*) AS count FROM chunks")[0]?.count ?? 0;
  const { stems, written } = queryWords(query);
  if (chunks === 0 || stems.length === 0) return { ranked: [], asked: [] };
  const vocabulary = new Vocabulary(rows, chunks);
  const words = stems
    .map((stem) => lookUp(vocabulary, stem, written.get(stem) ?? stem))
    .toSorted((a, b) => b.asked.weight - a.asked.weight)
    .slice(0, STEMS_MAX);
  const sums: Scores = new Map();
  for (const word of words) add(sums, scoresOfWord(rows, word), 1);
  if (chunks >= FEEDBACK.chunksMin) addFeedback(vocabulary, sums, words);
  return { ranked: ranked(sums).slice(0, limit), asked: words.map(({ asked }) => asked) };
}

/** Asks for what the first passages say as well. */
function addFeedback(vocabulary: Vocabulary, sums: Scores, words: readonly Word[]): void {
  const { rows } = vocabulary;
  const top = ranked(sums)
    .slice(0, FEEDBACK.passages)
    .map(({ chunk }) => chunk);
  const passages = textsOf(rows, top).map((text) => termsIn(text));
  const written = new Map(passages.flat().map(({ stem, word }) => [stem, word]));
  const terms = feedbackTerms(
    passages.map((each) => each.map(({ stem }) => stem)),
    new Set(words.map(({ asked }) => asked.stem)),
    (stem) => vocabulary.rarity(stem),
  );
  for (const { stem, weight } of terms)
    add(sums, scored(rows, "words", [written.get(stem) ?? stem]), weight * words.length);
}

/** A word of the question, and what may stand in its place, as it is written. */
interface Word {
  asked: AskedWord;
  written: string;
  synonyms: string[];
  spelt: string[];
}

/** A chunk has each word once, in the way that counts for most. */
function scoresOfWord(rows: Rows, { asked, written, synonyms, spelt }: Word): Scores {
  const best = scored(rows, "words", [written]);
  const stand = (scores: Scores, part: number) => {
    for (const [chunk, score] of scores) best.set(chunk, Math.max(best.get(chunk) ?? 0, score * part));
  };
  stand(scored(rows, "words", spelt), SPELLING_AS);
  stand(scored(rows, "words", synonyms), SYNONYM_WEIGHT);
  if (asked.fragment !== null) stand(scored(rows, "grams", [asked.fragment]), FRAGMENT_WEIGHT);
  return best;
}

function lookUp(vocabulary: Vocabulary, stem: string, written: string): Word {
  const isKnown = vocabulary.count(stem) > 0;
  const synonyms = synonymsOf(stem).filter((word) => vocabulary.count(porter(word)) > 0);
  const spelt = isKnown ? [] : vocabulary.spellings(stem);
  const also = [
    ...synonyms.map((word) => ({ stem: porter(word), as: SYNONYM_AS })),
    ...spelt.map((other) => ({ stem: other, as: SPELLING_AS })),
  ];
  const fragment = !isKnown && also.length === 0 && written.length >= FRAGMENT_CHARS_MIN ? written : null;
  // A word that is here by another name only says as much as that name.
  const names = isKnown ? [] : also.map((each) => vocabulary.weight(each.stem));
  const weight = Math.min(vocabulary.weight(stem), ...names);
  return { asked: { stem, weight, also, fragment }, written, synonyms, spelt };
}

/** What the index knows of words: how many chunks have each. */
class Vocabulary {
  readonly rows: Rows;
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

function add(sums: Scores, scores: Scores, weight: number): void {
  for (const [chunk, score] of scores) sums.set(chunk, (sums.get(chunk) ?? 0) + score * weight);
}

function ranked(scores: Scores): { chunk: number; score: number }[] {
  return [...scores]
    .map(([chunk, score]) => ({ chunk, score }))
    .toSorted((a, b) => b.score - a.score || a.chunk - b.chunk);
}

/** BM25 of each chunk that has one of these words. */
function scored(rows: Rows, table: "words" | "grams", terms: readonly string[]): Scores {
  if (terms.length === 0) return new Map();
  const bm25 = table === "words" ? `bm25(words, ${COLUMNS})` : "bm25(grams)";
  const expression = [...new Set(terms)].map((term) => `"${term.replaceAll('"', '""')}"`).join(" OR ");
  const found = rows<{ chunk: number; rank: number }>(
    `SELECT rowid AS chunk, ${bm25} AS rank FROM ${table} WHERE ${table} MATCH ? ORDER BY rank, rowid LIMIT ?`,
    expression,
    DEEP,
  );
  return new Map(found.map(({ chunk, rank }) => [chunk, -rank]));
}

function textsOf(rows: Rows, chunks: readonly number[]): string[] {
  return rows<{ text: string }>(
    "SELECT text FROM chunks WHERE id IN (SELECT value FROM json_each(?))",
    JSON.stringify(chunks),
  ).map(({ text }) => text);
}
