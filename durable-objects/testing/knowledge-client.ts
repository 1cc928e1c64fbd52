/** A project's knowledge as tests meet it. */
import { chunksOf } from "@/lib/knowledge/core/chunks";
import { readMarkdown } from "@/lib/knowledge/core/read-markdown";
import { type IndexDocument, knowledgeIndexOf } from "@/lib/knowledge/server/objects";
import { type DocumentId, newId, type ProjectId, type TenantId } from "@/lib/platform/ids";
import { bindings } from "./room-client";

/** A document of this Markdown, as ingestion would hand it to the index. */
export function documentOf(source: string, over: Partial<IndexDocument> = {}): IndexDocument {
  const plain = readMarkdown(source);
  const document = { id: newId<DocumentId>(), version: 1, title: plain.title ?? "Untitled", url: null };
  return { ...document, chunks: chunksOf(plain), ...over };
}

/** The index of a project of its own (or the given one). */
export class TestKnowledge {
  readonly tenantId: TenantId;
  readonly projectId: ProjectId;

  constructor(tenantId = newId<TenantId>(), projectId = newId<ProjectId>()) {
    this.tenantId = tenantId;
    this.projectId = projectId;
  }

  get rpc() {
    return knowledgeIndexOf(bindings, this.tenantId, this.projectId);
  }

  get stub() {
    return bindings.KNOWLEDGE.getByName(`t:${this.tenantId}:p:${this.projectId}:knowledge`);
  }

  put(document: IndexDocument) {
    return this.rpc.put(this.tenantId, this.projectId, document);
  }

  search(query: string, limit = 10) {
    return this.rpc.search(this.tenantId, this.projectId, query, limit);
  }

  /** Titles of what is found. */
  async titles(query: string): Promise<string[]> {
    const { passages } = await this.search(query);
    return [...new Set(passages.map(({ title }) => title))];
  }
}
