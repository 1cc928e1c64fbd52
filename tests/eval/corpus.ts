import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { KnowledgeStore } from "@/durable-objects/knowledge/knowledge-store";
import type { Rows } from "@/durable-objects/knowledge/word-search";
import { chunksOf } from "@/lib/knowledge/core/chunks";
import { readMarkdown } from "@/lib/knowledge/core/read-markdown";
import type { DocumentId } from "@/lib/platform/ids";

/** Parlor's own documentation. */
const FOLDERS = ["guides", "reference", "journeys"];

export interface Page {
  /** Below docs/, without its ending. */
  path: string;
  text: string;
  title: string;
}

/** An index of the documentation in Node's own SQLite: the same tables and statements as the object's. */
export function indexOfDocs(root = process.cwd()): { store: KnowledgeStore; pages: Map<string, Page> } {
  const database = new DatabaseSync(":memory:");
  database.exec(KnowledgeStore.schema);
  const rows: Rows = <T>(query: string, ...values: (string | number | ArrayBuffer)[]) =>
    database.prepare(query).all(...values.map((value) => (value instanceof ArrayBuffer ? new Uint8Array(value) : value))) as T[];
  const store = new KnowledgeStore(rows);
  const pages = new Map<string, Page>();
  for (const { path, source } of docsOf(root)) {
    const plain = readMarkdown(source);
    const title = plain.title ?? path;
    pages.set(path, { path, text: plain.text, title });
    store.put({ id: path as DocumentId, version: 1, title, url: null, chunks: chunksOf(plain) });
  }
  return { store, pages };
}

export function docsOf(root: string): { path: string; source: string }[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, "docs", folder))
      .filter((name) => name.endsWith(".md"))
      .toSorted()
      .map((name) => ({
        path: `${folder}/${name.slice(0, -3)}`,
        source: readFileSync(join(root, "docs", folder, name), "utf8"),
      })),
  );
}
