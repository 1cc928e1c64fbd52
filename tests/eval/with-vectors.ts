import { chunksWithoutVector, keepVector, nearest } from "@/durable-objects/knowledge/vectors";
import type { DocumentId } from "@/lib/platform/ids";
import { indexOfDocs } from "./corpus";
import type { Encoder } from "./encoder";
import { judge, type Judged } from "./measure";
import { ANSWERABLE, UNANSWERABLE } from "./questions";
import { type Figures, summarise } from "./summary";

const CHUNKS_MAX = 1_000;
const NEAR = 50;

/** Figures of the judged set by words, and by words fused with the vectors of an encoder, as the object fuses them. */
export async function evaluateVectors({ name, embed }: Encoder): Promise<Record<"words" | "hybrid", Figures>> {
  const index = indexOfDocs();
  const { rows } = index.store;
  for (const path of index.pages.keys()) {
    const chunks = chunksWithoutVector(rows, path as DocumentId, CHUNKS_MAX);
    const vectors = await embed(chunks.map(({ text }) => text));
    for (const [at, { id }] of chunks.entries()) keepVector(rows, id, name, vectors[at] ?? new Float32Array());
  }
  const known = rows<{ chunk: number; vector: Uint8Array }>("SELECT chunk, vector FROM vectors").map((row) => ({
    chunk: row.chunk,
    // Node's SQLite answers a view on a larger buffer.
    vector: new Uint8Array(row.vector).buffer,
  }));
  const judged: Record<"words" | "hybrid", Judged[]> = { words: [], hybrid: [] };
  for (const question of [...ANSWERABLE, ...UNANSWERABLE]) {
    const [asked = new Float32Array()] = await embed([question.ask]);
    const near = nearest(known, asked, NEAR).map(({ chunk }) => chunk);
    judged.words.push(judge(index, question));
    judged.hybrid.push(judge(index, question, near));
  }
  return { words: summarise(judged.words), hybrid: summarise(judged.hybrid) };
}
