import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { KnowledgeStore } from "@/durable-objects/knowledge/knowledge-store";
import type { Rows } from "@/durable-objects/knowledge/word-search";
import { chunksOf } from "@/lib/knowledge/core/chunks";
import { readMarkdown } from "@/lib/knowledge/core/read-markdown";
import type { DocumentId } from "@/lib/platform/ids";

/**
 * Parlor's own documentation, as far as it was judged: what each page answers and what none does was looked up in these.
 * A page that is written later is added together with questions about it.
 */
const PAGES: Record<string, readonly string[]> = {
  guides: (
    "api-keys drafts-and-scheduling emoji-and-groups files import-slack messages-and-threads moderation notifications " +
    "operating-tenants search shortcuts usage-and-models writing-messages your-account"
  ).split(" "),
  reference: "api deploying-notifications emoji errors files groups models quotas room-protocol sessions tools".split(
    " ",
  ),
  journeys: "a-message a-newcomer a-page-of-history a-removal".split(" "),
};

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

export function docsOf(root: string): { path: string; source: string }[] {
  return Object.entries(PAGES).flatMap(([folder, names]) =>
    names.map((name) => ({
      path: `${folder}/${name}`,
      source: readFileSync(join(root, "docs", folder, `${name}.md`), "utf8"),
    })),
  );
}

/** Every page there is, also those that were written later. */
export function allDocsOf(root: string): { path: string; source: string }[] {
  return Object.keys(PAGES).flatMap((folder) =>
    readdirSync(join(root, "docs", folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => ({
        path: `${folder}/${name.slice(0, -".md".length)}`,
        source: readFileSync(join(root, "docs", folder, name), "utf8"),
      })),
  );
}
