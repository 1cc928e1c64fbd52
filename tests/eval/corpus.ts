import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { KnowledgeStore } from "@/durable-objects/knowledge/knowledge-store";
import type { Rows } from "@/durable-objects/knowledge/word-search";
import { chunksOf } from "@/lib/knowledge/core/chunks";
import { readMarkdown } from "@/lib/knowledge/core/read-markdown";
import type { DocumentId } from "@/lib/platform/ids";

const FOLDERS = ["guides", "reference", "journeys"] as const;

export interface Page {
  /** Below docs/, without its ending. */
  path: string;
  text: string;
  title: string;
}

/** An index of the documentation in Node's own SQLite: the same tables and statements as the object's. */
export function indexOfDocs(documents = docsOf(process.cwd())): { store: KnowledgeStore; pages: Map<string, Page> } {
  const database = new DatabaseSync(":memory:");
  database.exec(KnowledgeStore.schema);
  const rows: Rows = <T>(query: string, ...values: (string | number | ArrayBuffer)[]) =>
    database
      .prepare(query)
      .all(...values.map((value) => (value instanceof ArrayBuffer ? new Uint8Array(value) : value))) as T[];
  const store = new KnowledgeStore(rows);
  const pages = new Map<string, Page>();
  for (const { path, source } of documents) {
    const plain = readMarkdown(source);
    const title = plain.title ?? path;
    pages.set(path, { path, text: plain.text, title });
    store.put({ id: path as DocumentId, version: 1, title, url: null, chunks: chunksOf(plain) });
  }
  return { store, pages };
}

/**
 * Parlor's own documentation as it was when it was judged, on 2026-11-22: what each page answers and what none does was
 * looked up in these. A copy, so that the figures change when retrieval does, and not with every word of the pages.
 */
export function docsOf(root: string): { path: string; source: string }[] {
  return pagesIn(join(root, "tests/eval/pages"));
}

/** Every page there is today. */
export function allDocsOf(root: string): { path: string; source: string }[] {
  return pagesIn(join(root, "docs"));
}

function pagesIn(home: string): { path: string; source: string }[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(home, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => ({
        path: `${folder}/${name.slice(0, -".md".length)}`,
        source: readFileSync(join(home, folder, name), "utf8"),
      })),
  );
}
