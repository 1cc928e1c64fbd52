/** What a KnowledgeIndex answers over RPC, for verbs and workflows of either Worker. */
import { traced } from "@/lib/platform/trace-calls";
import type { DocumentId, ProjectId, TenantId } from "@/lib/platform/ids";
import type { Chunk } from "../core/chunks";
import type { KnowledgeIndexRpc } from "../protocol";

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

/** Handle to the index of one project. */
export function knowledgeIndexOf(
  bindings: KnowledgeBindings,
  tenantId: TenantId,
  projectId: ProjectId,
): KnowledgeIndexObject {
  return traced(bindings.KNOWLEDGE.getByName(`t:${tenantId}:p:${projectId}:knowledge`)) as KnowledgeIndexObject;
}
