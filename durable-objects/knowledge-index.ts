import { DurableObject } from "cloudflare:workers";
import { embedForProject, type Embedded, hasEmbeddings } from "@/lib/knowledge/server/embed";
import type { IndexDocument, KnowledgeIndexObject } from "@/lib/knowledge/server/objects";
import type { NamedPassage, Retrieval } from "@/lib/knowledge/protocol";
import type { DocumentId, ProjectId, TenantId } from "@/lib/platform/ids";
import { withTimeout } from "@/lib/platform/with-timeout";
import { KnowledgeStore } from "./knowledge/knowledge-store";
import { attest, NOTHING_FOUND, retrieve } from "./knowledge/retrieve";
import { chunksWithoutVector, countWithoutVector, keepVector, nearest } from "./knowledge/vectors";
import type { Rows } from "./knowledge/word-search";
import { forgetAll } from "./sockets";

/** A visitor waits so long for the vector of a question, and no longer: words alone answer then. */
const QUESTION_WAIT_MS = 1_500;
const TEXTS_WAIT_MS = 60_000;
const TEXTS_AT_ONCE = 32;
const NEAR = 50;

export interface KnowledgeServices {
  hasEmbeddings(): boolean;
  embed(tenantId: TenantId, projectId: ProjectId, texts: string[], signal: AbortSignal): Promise<Embedded | null>;
}

/** What one project knows, and nothing of any other: its chunks, the statistics of their words, their vectors. */
export class KnowledgeIndex extends DurableObject<RealtimeEnv> implements KnowledgeIndexObject {
  /** Tests put others in its place. */
  services: KnowledgeServices;
  private store: KnowledgeStore | null;

  constructor(ctx: DurableObjectState, env: RealtimeEnv) {
    super(ctx, env);
    this.services = {
      hasEmbeddings: () => hasEmbeddings(env),
      embed: (tenantId, projectId, texts, signal) =>
        embedForProject(env, { tenantId, projectId }, texts, { signal, keep: (work) => ctx.waitUntil(work) }),
    };
    this.store = ctx.storage.kv.get("owner") === undefined ? null : new KnowledgeStore(this.rows);
  }

  async put(tenantId: TenantId, projectId: ProjectId, document: IndexDocument): Promise<"done" | "stale"> {
    const store = this.born(tenantId, projectId);
    if (!store) return "stale";
    return this.ctx.storage.transactionSync(() => store.put(document)) ? "done" : "stale";
  }

  async fill(tenantId: TenantId, projectId: ProjectId, documentId: DocumentId): Promise<number> {
    const store = this.of(tenantId, projectId);
    if (!store || !this.services.hasEmbeddings()) return 0;
    const chunks = chunksWithoutVector(store.rows, documentId, TEXTS_AT_ONCE);
    if (chunks.length === 0) return 0;
    const made = await this.vectors(
      tenantId,
      projectId,
      chunks.map(({ text }) => text),
      TEXTS_WAIT_MS,
    );
    if (made === null) throw new Error("The embedding model gave no answer.");
    this.ctx.storage.transactionSync(() => {
      for (const [at, { id }] of chunks.entries()) {
        const vector = made.vectors[at];
        if (vector) keepVector(store.rows, id, made.model, vector);
      }
    });
    return countWithoutVector(store.rows, documentId);
  }

  async search(tenantId: TenantId, projectId: ProjectId, query: string, limit: number): Promise<Retrieval> {
    const began = Date.now();
    const store = this.of(tenantId, projectId);
    if (!store) return NOTHING_FOUND;
    const near = await this.near(store, tenantId, projectId, query);
    // Anew: it may have been erased meanwhile.
    if (!this.of(tenantId, projectId)) return NOTHING_FOUND;
    return { ...retrieve(store, query, limit, near), ms: Date.now() - began };
  }

  async attest(tenantId: TenantId, projectId: ProjectId, query: string, named: NamedPassage[]): Promise<Retrieval> {
    const began = Date.now();
    const store = this.of(tenantId, projectId);
    return store ? { ...attest(store, query, named), ms: Date.now() - began } : NOTHING_FOUND;
  }

  async delete(tenantId: TenantId, projectId: ProjectId, documentId: DocumentId): Promise<void> {
    // Born even now: what is still being read must not come to an index that has not heard of the deletion.
    const store = this.born(tenantId, projectId);
    if (store) this.ctx.storage.transactionSync(() => store.delete(documentId));
  }

  async count(tenantId: TenantId, projectId: ProjectId): Promise<{ documents: number; chunks: number }> {
    return this.of(tenantId, projectId)?.count() ?? { documents: 0, chunks: 0 };
  }

  async erase(tenantId: TenantId, projectId: ProjectId): Promise<void> {
    if (this.store && !this.of(tenantId, projectId)) return;
    this.store = null;
    await forgetAll(this.ctx);
  }

  private async near(
    store: KnowledgeStore,
    tenantId: TenantId,
    projectId: ProjectId,
    query: string,
  ): Promise<number[] | null> {
    if (!this.services.hasEmbeddings() || query.trim() === "") return null;
    if (store.rows("SELECT 1 FROM vectors LIMIT 1").length === 0) return null;
    const made = await this.vectors(tenantId, projectId, [query], QUESTION_WAIT_MS).catch(() => null);
    const [asked] = made?.vectors ?? [];
    if (!made || !asked) return null;
    const each = this.ctx.storage.sql.exec<{ chunk: number; vector: ArrayBuffer }>(
      "SELECT chunk, vector FROM vectors WHERE model = ?",
      made.model,
    );
    const found = nearest(each, asked, NEAR);
    return found.length === 0 ? null : found.map(({ chunk }) => chunk);
  }

  private async vectors(
    tenantId: TenantId,
    projectId: ProjectId,
    texts: string[],
    waitMs: number,
  ): Promise<Embedded | null> {
    const late = new AbortController();
    try {
      return await withTimeout(this.services.embed(tenantId, projectId, texts, late.signal), waitMs);
    } finally {
      late.abort();
    }
  }

  private of(tenantId: TenantId, projectId: ProjectId): KnowledgeStore | null {
    return this.ctx.storage.kv.get("owner") === ownerOf(tenantId, projectId) ? this.store : null;
  }

  /** The index, born now if it was not; null when it is another project's. */
  private born(tenantId: TenantId, projectId: ProjectId): KnowledgeStore | null {
    if (!this.store) {
      this.ctx.storage.transactionSync(() => {
        this.ctx.storage.sql.exec(KnowledgeStore.schema);
        this.ctx.storage.kv.put("owner", ownerOf(tenantId, projectId));
      });
      this.store = new KnowledgeStore(this.rows);
    }
    return this.of(tenantId, projectId);
  }

  private readonly rows: Rows = <T>(query: string, ...values: (string | number | ArrayBuffer)[]) =>
    this.ctx.storage.sql.exec(query, ...values).toArray() as T[];
}

function ownerOf(tenantId: TenantId, projectId: ProjectId): string {
  return `t:${tenantId}:p:${projectId}`;
}
