import { type Chunk, countWords } from "@/lib/knowledge/core/chunks";
import { indexText } from "@/lib/knowledge/core/words";
import type { FoundPassage } from "@/lib/knowledge/protocol";
import type { DocumentId } from "@/lib/platform/ids";
import { KNOWLEDGE_SCHEMA } from "./schema";
import type { Rows } from "./word-search";

export interface IndexedDocument {
  id: DocumentId;
  version: number;
  title: string;
  url: string | null;
  chunks: readonly Chunk[];
}

/** A passage without what a search says of it. */
export type StoredPassage = Omit<FoundPassage, "score" | "ranks">;

/** The rows of one project's knowledge. What is called together belongs into one transaction of the caller's. */
export class KnowledgeStore {
  readonly rows: Rows;

  constructor(rows: Rows) {
    this.rows = rows;
  }

  /** The statements that make the tables. */
  static readonly schema = KNOWLEDGE_SCHEMA;

  /** Puts a document in the place of its earlier version. False: a newer one is here, or it was deleted. */
  put({ id, version, title, url, chunks }: IndexedDocument): boolean {
    const [known] = this.rows<{ version: number; deleted: number }>(
      "SELECT version, deleted FROM documents WHERE id = ?",
      id,
    );
    if (known && (known.deleted === 1 || known.version > version)) return false;
    this.forget(id);
    this.rows(
      `INSERT INTO documents (id, version, title, url) VALUES (?, ?, ?, ${url === null ? "NULL" : "?"})
         ON CONFLICT (id) DO UPDATE SET version = excluded.version, title = excluded.title, url = excluded.url`,
      ...[id, version, title],
      ...(url === null ? [] : [url]),
    );
    for (const chunk of chunks) this.add(id, title, chunk);
    return true;
  }

  /** Forgets a document for good: no version of it is ever taken again. */
  delete(id: DocumentId): void {
    this.forget(id);
    this.rows(
      `INSERT INTO documents (id, version, title, deleted) VALUES (?, 0, '', 1)
         ON CONFLICT (id) DO UPDATE SET title = '', url = NULL, deleted = 1`,
      id,
    );
  }

  count(): { documents: number; chunks: number } {
    const [found] = this.rows<{ documents: number; chunks: number }>(
      "SELECT (SELECT count(*) FROM documents WHERE deleted = 0) AS documents, (SELECT count(*) FROM chunks) AS chunks",
    );
    return found ?? { documents: 0, chunks: 0 };
  }

  /** The passages of chunks, in the order asked for. */
  passages(chunks: readonly number[]): (StoredPassage & { chunk: number })[] {
    const found = this.rows<{
      chunk: number;
      document: DocumentId;
      version: number;
      title: string;
      url: string | null;
      headings: string;
      text: string;
      start: number;
      stop: number;
    }>(
      `SELECT c.id AS chunk, c.document, d.version, d.title, d.url, c.headings, c.text, c.start, c.stop
         FROM chunks c JOIN documents d ON d.id = c.document WHERE c.id IN (SELECT value FROM json_each(?))`,
      JSON.stringify(chunks),
    );
    const places = new Map(chunks.map((chunk, at) => [chunk, at]));
    return found
      .toSorted((a, b) => (places.get(a.chunk) ?? 0) - (places.get(b.chunk) ?? 0))
      .map(({ chunk, document, version, title, url, headings, text, start, stop }) => ({
        chunk,
        documentId: document,
        version,
        title,
        url,
        headings: JSON.parse(headings) as string[],
        text,
        start,
        end: stop,
      }));
  }

  /** What stands above a place in a document; null when the document is not here, or in another version. */
  factsOf({
    documentId,
    version,
    start,
  }: Pick<FoundPassage, "documentId" | "version" | "start">): Pick<FoundPassage, "title" | "url" | "headings"> | null {
    const [found] = this.rows<{ title: string; url: string | null; headings: string }>(
      `SELECT d.title, d.url, c.headings FROM documents d JOIN chunks c ON c.document = d.id
         WHERE d.id = ? AND d.version = ? AND d.deleted = 0 AND c.stop > ? ORDER BY c.start LIMIT 1`,
      ...[documentId, version, start],
    );
    return found ? { ...found, headings: JSON.parse(found.headings) as string[] } : null;
  }

  private add(document: string, title: string, { start, end, text, headings }: Chunk): void {
    const [row] = this.rows<{ id: number }>(
      "INSERT INTO chunks (document, headings, text, start, stop) VALUES (?, ?, ?, ?, ?) RETURNING id",
      ...[document, JSON.stringify(headings), text, start, end],
    );
    const id = row?.id ?? 0;
    this.rows(
      "INSERT INTO words (rowid, title, headings, body) VALUES (?, ?, ?, ?)",
      ...[id, indexText(title), indexText(headings.join(" ")), indexText(text)],
    );
    if (countWords(text) > 0) this.rows("INSERT INTO grams (rowid, body) VALUES (?, ?)", id, text);
  }

  private forget(document: string): void {
    for (const { id } of this.rows<{ id: number }>("SELECT id FROM chunks WHERE document = ?", document)) {
      this.rows("DELETE FROM words WHERE rowid = ?", id);
      this.rows("DELETE FROM grams WHERE rowid = ?", id);
      this.rows("DELETE FROM vectors WHERE chunk = ?", id);
      this.rows("DELETE FROM chunks WHERE id = ?", id);
    }
  }
}
