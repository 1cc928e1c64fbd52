import type { TenantDb } from "@/db/client";
import type { EgressAnswer, EgressWish } from "@/lib/platform/egress";
import type { Env } from "@/lib/platform/env";
import type { DocumentId, ProjectId, TenantId } from "@/lib/platform/ids";
import type { SearchBindings } from "./objects";

/** What a reading of one version of a document is told. */
export interface ReadingParams {
  tenant: TenantId;
  project: ProjectId;
  document: DocumentId;
  version: number;
}

/** What a crawl is told: pages are documents that wait. */
export interface CrawlParams {
  tenant: TenantId;
  project: ProjectId;
  origins: string[];
  pages: { document: DocumentId; version: number; url: string }[];
  /** Between two pages. */
  waitSeconds: number;
}

interface Starter<P> {
  create(options: { id: string; params: P }): Promise<unknown>;
}

/** Bindings of the realtime Worker, where documents are read and indexed. */
export interface ReadingBindings extends SearchBindings {
  INGEST_DOCUMENT: Starter<ReadingParams>;
  CRAWL_SITE: Starter<CrawlParams>;
}

export interface KnowledgeDeps {
  bindings: ReadingBindings;
  env: Env;
  db: TenantDb;
  /** The one way out to addresses that tenants name. */
  egress(wish: EgressWish): Promise<EgressAnswer>;
  now(): number;
}

/** Where a document's bytes lie, below its tenant and project. The text that was read of it lies beside them. */
export const knowledgeKey = {
  original: (tenant: TenantId, project: ProjectId, document: DocumentId) =>
    `${tenant}/knowledge/${project}/${document}/original`,
  plain: (tenant: TenantId, project: ProjectId, document: DocumentId) =>
    `${tenant}/knowledge/${project}/${document}/plain`,
  ofProject: (tenant: TenantId, project: ProjectId) => `${tenant}/knowledge/${project}/`,
} as const;

/** Has a version of a document read. The id of each run is its own: what is repeated is found out by the steps. */
export async function startReading(
  { bindings }: Pick<KnowledgeDeps, "bindings">,
  params: ReadingParams,
): Promise<void> {
  await bindings.INGEST_DOCUMENT.create({ id: `${params.document}-${params.version}-${crypto.randomUUID()}`, params });
}
