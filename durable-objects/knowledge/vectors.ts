import type { DocumentId } from "@/lib/platform/ids";
import type { Rows } from "./word-search";

/** Chunks of a document that have no vector of any model yet, as they are embedded: below their title and headings. */
export function chunksWithoutVector(rows: Rows, document: DocumentId, limit: number): { id: number; text: string }[] {
  return rows<{ id: number; title: string; headings: string; text: string }>(
    `SELECT c.id, d.title, c.headings, c.text FROM chunks c JOIN documents d ON d.id = c.document
       LEFT JOIN vectors v ON v.chunk = c.id WHERE c.document = ? AND v.chunk IS NULL ORDER BY c.id LIMIT ?`,
    document,
    limit,
  ).map(({ id, title, headings, text }) => {
    const above = [title, ...(JSON.parse(headings) as string[])];
    return { id, text: [...new Set(above), text].join("\n") };
  });
}

export function countWithoutVector(rows: Rows, document: DocumentId): number {
  const [found] = rows<{ count: number }>(
    "SELECT count(*) AS count FROM chunks c LEFT JOIN vectors v ON v.chunk = c.id WHERE c.document = ? AND v.chunk IS NULL",
    document,
  );
  return found?.count ?? 0;
}

/** Keeps the vector of a chunk that is still there. */
export function keepVector(rows: Rows, chunk: number, model: string, vector: Float32Array): void {
  const bytes = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength).slice().buffer;
  rows(
    "INSERT INTO vectors (chunk, model, vector) SELECT id, ?, ? FROM chunks WHERE id = ? ON CONFLICT (chunk) DO UPDATE SET model = excluded.model, vector = excluded.vector",
    ...[model, bytes, chunk],
  );
}

/** Chunks nearest to a vector of the same model, best first. Every vector is looked at: the answer is exact. */
export function nearest(
  each: Iterable<{ chunk: number; vector: ArrayBuffer }>,
  asked: Float32Array,
  limit: number,
): { chunk: number; cosine: number }[] {
  const found: { chunk: number; cosine: number }[] = [];
  for (const { chunk, vector } of each) {
    const known = new Float32Array(vector);
    if (known.length !== asked.length) continue;
    let cosine = 0;
    for (let at = 0; at < known.length; at++) cosine += (known[at] ?? 0) * (asked[at] ?? 0);
    found.push({ chunk, cosine });
    // Kept short, so that a large index needs no large list.
    if (found.length > limit * 4) shorten(found, limit);
  }
  shorten(found, limit);
  return found;
}

function shorten(found: { chunk: number; cosine: number }[], limit: number): void {
  found.sort((a, b) => b.cosine - a.cosine || a.chunk - b.chunk);
  found.length = Math.min(found.length, limit);
}
