/** Everything the reading of documents stands on, in the test's own process: a real Postgres, SQLite with FTS5, files. */
import { DatabaseSync } from "node:sqlite";
import type { TenantDb } from "@/db/client";
import type { TestDatabase } from "@/db/testing/database";
import { insertProject } from "@/db/queries/projects";
import { findDocument, listDocuments } from "@/db/queries/knowledge";
import { KnowledgeStore } from "@/durable-objects/knowledge/knowledge-store";
import { attest, NOTHING_FOUND, retrieve } from "@/durable-objects/knowledge/retrieve";
import type { Rows } from "@/durable-objects/knowledge/word-search";
import type { NamedPassage } from "@/lib/knowledge/protocol";
import type { CrawlParams, KnowledgeDeps, ReadingBindings, ReadingParams } from "@/lib/knowledge/server/deps";
import type { IndexDocument, KnowledgeIndexObject } from "@/lib/knowledge/server/objects";
import { receiveDocument } from "@/lib/knowledge/server/receive-document";
import type { EgressAnswer } from "@/lib/platform/egress";
import { parseEnv } from "@/lib/platform/env";
import { type DocumentId, newId, type ProjectId, type TenantId } from "@/lib/platform/ids";
import { newSettings } from "@/lib/projects/core/settings";
import { Instance } from "./workflow-engine";

const SECRET = "a secret of a test, and long enough for it";

interface RoomOptions {
  origins?: string[];
  egress?: KnowledgeDeps["egress"];
  aiSearch?: AiSearchInstance;
  tenantId?: TenantId;
}

/** One tenant's project and what is being read for it. */
export class ReadingRoom {
  readonly tenantId: TenantId;
  readonly projectId: ProjectId;
  readonly db: TenantDb;
  readonly deps: KnowledgeDeps;
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  private readonly metadata = new Map<string, Record<string, string>>();
  readonly index: NodeIndex;
  /** What was started, in order. */
  readonly readings: Instance<ReadingParams>[] = [];
  readonly crawls: Instance<CrawlParams>[] = [];

  static async open(
    database: TestDatabase,
    { origins = [], egress = refuseAll, tenantId = newId<TenantId>(), aiSearch }: RoomOptions = {},
  ): Promise<ReadingRoom> {
    const room = new ReadingRoom(database, tenantId, egress, aiSearch);
    const made = { id: room.projectId, name: "Site", settings: newSettings(origins), createdBy: null };
    await insertProject(room.db, made, { nowMs: 0, max: 10 });
    return room;
  }

  private constructor(
    database: TestDatabase,
    tenantId: TenantId,
    egress: KnowledgeDeps["egress"],
    aiSearch?: AiSearchInstance,
  ) {
    this.tenantId = tenantId;
    this.projectId = newId<ProjectId>();
    this.db = database.tenant(this.tenantId);
    this.index = new NodeIndex(this.tenantId, this.projectId);
    const bindings = {
      ...{ ...database.env, BETTER_AUTH_SECRET: SECRET, TICKET_SECRET: SECRET, INTERNAL_SECRET: SECRET },
      ...{ APP_ORIGINS: "https://parlor.example", MAIL_MODE: "outbox" },
      KNOWLEDGE: { getByName: () => this.index },
      FILES: this.bucket(),
      ...(aiSearch ? { AI_SEARCH: aiSearch } : {}),
      INGEST_DOCUMENT: starter(this.readings),
      CRAWL_SITE: starter(this.crawls),
    } satisfies ReadingBindings & Record<string, unknown>;
    this.deps = { bindings, env: parseEnv(bindings), db: this.db, egress, now: () => Date.now() };
  }

  /** Uploads bytes as an administrator does. */
  async upload(name: string, content: string | Uint8Array<ArrayBuffer>): Promise<DocumentId> {
    const body = typeof content === "string" ? new Uint8Array(new TextEncoder().encode(content)) : content;
    const request = new Request("https://parlor.example/", { method: "PUT", body });
    const actor = { kind: "system" } as const;
    const claims = { tenant: this.tenantId, project: this.projectId, actor, requestId: "r", name, size: body.length };
    return (await receiveDocument(this.deps, claims, request)).document.id;
  }

  document(id: DocumentId) {
    return findDocument(this.db, this.projectId, id);
  }

  documents() {
    return listDocuments(this.db, this.projectId, { before: null, limit: 100 });
  }

  /** An R2 bucket, as far as readings use one. */
  private bucket(): R2Bucket {
    const { files, metadata } = this;
    const bucket = {
      put: async (key: string, value: Uint8Array<ArrayBuffer> | string, options: R2PutOptions = {}) => {
        metadata.set(key, options.customMetadata ?? {});
        files.set(key, typeof value === "string" ? new Uint8Array(new TextEncoder().encode(value)) : value);
      },
      get: async (key: string) => {
        const bytes = files.get(key);
        if (!bytes) return null;
        const response = () => new Response(bytes);
        const customMetadata = metadata.get(key);
        return {
          customMetadata,
          size: bytes.length,
          arrayBuffer: () => response().arrayBuffer(),
          json: () => response().json(),
        };
      },
      delete: async (keys: string | string[]) => {
        for (const key of [keys].flat()) files.delete(key);
      },
      list: async ({ prefix }: { prefix: string }) => ({
        objects: [...files.keys()].filter((key) => key.startsWith(prefix)).map((key) => ({ key })),
        truncated: false,
      }),
    };
    return bucket as unknown as R2Bucket;
  }
}

/** The index of one project over Node's own SQLite: the tables and statements of the object. */
export class NodeIndex implements KnowledgeIndexObject {
  readonly store: KnowledgeStore;
  private readonly database = new DatabaseSync(":memory:");
  private readonly owner: string;

  constructor(tenantId: TenantId, projectId: ProjectId) {
    this.owner = `${tenantId} ${projectId}`;
    this.database.exec(KnowledgeStore.schema);
    const rows: Rows = <T>(query: string, ...values: (string | number | ArrayBuffer)[]) =>
      this.database
        .prepare(query)
        .all(...values.map((value) => (value instanceof ArrayBuffer ? new Uint8Array(value) : value))) as T[];
    this.store = new KnowledgeStore(rows);
  }

  async put(tenantId: TenantId, projectId: ProjectId, document: IndexDocument) {
    this.require(tenantId, projectId);
    this.database.exec("BEGIN");
    const done = this.store.put(document);
    this.database.exec("COMMIT");
    return done ? "done" : "stale";
  }

  async attest(tenantId: TenantId, projectId: ProjectId, query: string, named: NamedPassage[]) {
    this.require(tenantId, projectId);
    return { ms: 0, ...attest(this.store, query, named) };
  }

  async fill(): Promise<number> {
    return 0;
  }

  async delete(tenantId: TenantId, projectId: ProjectId, documentId: DocumentId): Promise<void> {
    this.require(tenantId, projectId);
    this.store.delete(documentId);
  }

  async count() {
    return this.store.count();
  }

  async erase(): Promise<void> {
    for (const { id } of this.store.rows<{ id: DocumentId }>("SELECT id FROM documents")) this.store.delete(id);
  }

  async search(tenantId: TenantId, projectId: ProjectId, query: string, limit: number) {
    this.require(tenantId, projectId);
    const found = retrieve(this.store, query, limit, null);
    return { ...NOTHING_FOUND, ...found };
  }

  private require(tenantId: TenantId, projectId: ProjectId): void {
    if (this.owner !== `${tenantId} ${projectId}`) throw new Error("Another project's index was asked.");
  }
}

function starter<P>(started: Instance<P>[]) {
  return {
    create: async ({ id, params }: { id: string; params: P }) => {
      started.push(new Instance(id, structuredClone(params)));
    },
  };
}

async function refuseAll(): Promise<EgressAnswer> {
  return { status: "refused", reason: "failed" };
}
