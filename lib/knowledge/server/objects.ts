/** What a KnowledgeIndex answers over RPC, for verbs and workflows of either Worker. */
import { traced } from "@/lib/platform/trace-calls";
import type { DocumentId, ProjectId, TenantId } from "@/lib/platform/ids";
import type { Chunk } from "../core/chunks";
import type { KnowledgeIndexRpc, NamedPassage, Retrieval } from "../protocol";

/** A version of a document, cut into chunks. */
export interface IndexDocument {
  id: DocumentId;
  version: number;
  title: string;
  url: string | null;
  chunks: Chunk[];
}

export interface KnowledgeIndexObject extends KnowledgeIndexRpc {
  /**
   * Puts a document in the place of its earlier version, all of it or nothing. `stale`: a newer version is here, the
   * document was deleted, or this is another project's index.
   */
  put(tenantId: TenantId, projectId: ProjectId, document: IndexDocument): Promise<"done" | "stale">;
  /** Has vectors made for some chunks that have none. Answers how many are left; 0 without a model for them. */
  fill(tenantId: TenantId, projectId: ProjectId, documentId: DocumentId): Promise<number>;
  /**
   * Of passages that another index named, those whose document is here in that very version, with its title and headings,
   * and how sure one can be of them.
   */
  attest(tenantId: TenantId, projectId: ProjectId, query: string, named: NamedPassage[]): Promise<Retrieval>;
  /** Forgets a document for good, at once. */
  delete(tenantId: TenantId, projectId: ProjectId, documentId: DocumentId): Promise<void>;
  count(tenantId: TenantId, projectId: ProjectId): Promise<{ documents: number; chunks: number }>;
  /** Forgets everything. */
  erase(tenantId: TenantId, projectId: ProjectId): Promise<void>;
}

interface NamespaceLike {
  getByName(name: string): unknown;
}

export interface KnowledgeBindings {
  KNOWLEDGE: NamespaceLike;
}

/** What retrieval stands on. */
export interface SearchBindings extends KnowledgeBindings {
  FILES: R2Bucket;
  /** An instance of Cloudflare AI Search, where the installation has one. */
  AI_SEARCH?: AiSearchInstance;
}

/** Handle to the index of one project. */
export function knowledgeIndexOf(
  bindings: KnowledgeBindings,
  tenantId: TenantId,
  projectId: ProjectId,
): KnowledgeIndexObject {
  return traced(bindings.KNOWLEDGE.getByName(`t:${tenantId}:p:${projectId}:knowledge`)) as KnowledgeIndexObject;
}
