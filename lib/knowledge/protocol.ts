/** What a project knows: its documents as the dashboard lists them, and what retrieval answers. Times are ms since 1970. */
import type { DocumentId, ProjectId, TenantId } from "../platform/ids";

export const DOCUMENT_KINDS = ["markdown", "html", "text", "pdf", "docx"] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** In the order in which they follow each other; `failed` says why in `error`. */
export const DOCUMENT_STATES = ["waiting", "reading", "indexing", "ready", "failed"] as const;
export type DocumentState = (typeof DOCUMENT_STATES)[number];

export const KNOWLEDGE_LIMITS = {
  fileBytesMax: 20 * 1024 * 1024,
  pasteCharsMax: 500_000,
  titleCharsMax: 300,
  documentsMax: 10_000,
  /** Pages that one crawl of a sitemap takes in. */
  crawlPagesMax: 500,
  queryCharsMax: 2_000,
  passagesMax: 20,
} as const;

export interface DocumentView {
  id: DocumentId;
  title: string;
  kind: DocumentKind;
  /** Where it was read from; null for an upload or a paste. */
  url: string | null;
  state: DocumentState;
  /** Grows with every new reading of changed content. */
  version: number;
  bytes: number;
  chunks: number;
  error: { code: string; message: string } | null;
  createdAt: number;
  updatedAt: number;
}

/** A page of the list. `next`: the id to ask on from; null on the last one. */
export interface DocumentList {
  documents: DocumentView[];
  /** Of all documents of the project. */
  counts: { all: number; ready: number; failed: number };
  next: DocumentId | null;
  /** When it was so. */
  at: number;
}

/** A passage as retrieval found it. `start` and `end` count UTF-16 units of the document's plain text at `version`. */
export interface FoundPassage {
  documentId: DocumentId;
  version: number;
  title: string;
  url: string | null;
  /** Headings above it, outermost first. */
  headings: string[];
  text: string;
  start: number;
  end: number;
  /** Comparable within one answer only. */
  score: number;
  /** Where it stood in each list before they were fused; null: not in it. */
  ranks: { words: number | null; vectors: number | null };
}

/** What another index named: a passage by its place, before the project's own index says that it is one of its documents. */
export type NamedPassage = Omit<FoundPassage, "title" | "url" | "headings">;

/** `words`: BM25 alone; `hybrid`: fused with vectors; `ai_search`: by Cloudflare AI Search. */
export type RetrievalMethod = "words" | "hybrid" | "ai_search";

export interface Retrieval {
  passages: FoundPassage[];
  /** 0 to 1, calibrated on the judged set: below the project's bound the assistant says that it does not know. */
  confidence: number;
  method: RetrievalMethod;
  ms: number;
}

/** Retrieval as turns and the dashboard see it: of one project by construction (its own index), never by a filter. */
export interface KnowledgeSearch {
  search(query: string, options: { limit: number }): Promise<Retrieval>;
}

/** The KnowledgeIndex object `t:{tenant}:p:{project}:knowledge`. A foreign tenant or project is answered as an empty one. */
export interface KnowledgeIndexRpc {
  search(tenantId: TenantId, projectId: ProjectId, query: string, limit: number): Promise<Retrieval>;
}
