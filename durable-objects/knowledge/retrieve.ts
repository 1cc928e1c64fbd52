import { reorder } from "@/lib/knowledge/core/reorder";
import { confidenceOf, PASSAGES_JUDGED } from "@/lib/knowledge/core/confidence";
import { fuseRanks } from "@/lib/knowledge/core/fuse";
import type { FoundPassage, NamedPassage, Retrieval } from "@/lib/knowledge/protocol";
import type { KnowledgeStore } from "./knowledge-store";
import { searchWords } from "./word-search";

export const NOTHING_FOUND: Retrieval = { passages: [], confidence: 0, method: "words", ms: 0 };

/** Lists that are fused are longer than what is answered. */
const FUSED = 50;
/** Below 1, so that a weak embedding model costs nothing; measured by `npm run eval -- --vectors`. */
const NEAR_WEIGHT = 0.7;

/** What a project knows about a question. `near`: chunks by vectors, best first; null: there are none. */
export function retrieve(
  store: KnowledgeStore,
  query: string,
  limit: number,
  near: readonly number[] | null,
): Omit<Retrieval, "ms"> {
  const { ranked: found, asked } = searchWords(store.rows, query, FUSED);
  const ranked = reorder(
    asked,
    found,
    new Map(store.passages(found.map(({ chunk }) => chunk)).map((each) => [each.chunk, each])),
  );
  const words = ranked.map(({ chunk }) => chunk);
  const method = near === null ? "words" : "hybrid";
  // As sure of one passage as of ten: the bound is of the question.
  const judged = Math.max(limit, PASSAGES_JUDGED);
  const best =
    near === null
      ? ranked.slice(0, judged).map(({ chunk, score }) => ({ chunk, score }))
      : fuseRanks([
          { ids: words, weight: 1 },
          { ids: near, weight: NEAR_WEIGHT },
        ])
          .slice(0, judged)
          .map(({ id, score }) => ({ chunk: id, score }));
  const scores = new Map(best.map(({ chunk, score }) => [chunk, score]));
  const rankIn = (list: readonly number[] | null, chunk: number) => {
    const at = list?.indexOf(chunk) ?? -1;
    return at < 0 ? null : at + 1;
  };
  const passages = store.passages(best.map(({ chunk }) => chunk)).map(({ chunk, ...passage }): FoundPassage => ({
    ...passage,
    score: scores.get(chunk) ?? 0,
    ranks: { words: rankIn(words, chunk), vectors: rankIn(near, chunk) },
  }));
  return { passages: passages.slice(0, limit), confidence: confidenceOf(asked, passages), method };
}

/** Of passages that another index named, those of documents that are here as they were named. */
export function attest(store: KnowledgeStore, query: string, named: readonly NamedPassage[]): Omit<Retrieval, "ms"> {
  const passages = named.flatMap((passage): FoundPassage[] => {
    const facts = store.factsOf(passage);
    return facts ? [{ ...passage, ...facts }] : [];
  });
  const { asked } = searchWords(store.rows, query, 1);
  return { passages, confidence: confidenceOf(asked, passages), method: "ai_search" };
}
