import { sql, type SQL } from "drizzle-orm";
import type { AuditEntry } from "@/lib/audit/protocol";
import type { DocumentKind, DocumentState, DocumentView } from "@/lib/knowledge/protocol";
import type { DocumentId, PersonId, ProjectId } from "@/lib/platform/ids";
import { audited } from "../audit/statement";
import type { TenantDb } from "../client";

/** A document as the steps of its reading see it. */
export interface DocumentRow extends DocumentView {
  name: string;
  sha256: string | null;
}

/** A document, or the next version of one that is known by its source. */
export interface NewDocument {
  id: DocumentId;
  source: string;
  name: string;
  kind: DocumentKind;
  url: string | null;
  bytes: number;
  /** Null: its bytes are still to be fetched. */
  sha256: string | null;
  createdBy: PersonId | null;
}

type Row = Omit<DocumentRow, "error"> & { errorCode: string | null; errorMessage: string | null } & Record<
    string,
    unknown
  >;

const ms = (column: string) => sql`round(extract(epoch from ${sql.raw(column)}) * 1000)::float8`;
const moment = (at: number) => sql`to_timestamp(${at}::float8 / 1000)`;
const COLUMNS = sql`id, name, title, kind, url, state, version, bytes::float8 as bytes, sha256, chunks,
  error_code as "errorCode", error_message as "errorMessage", ${ms("created_at")} as "createdAt",
  ${ms("updated_at")} as "updatedAt"`;

const of = (db: TenantDb, project: ProjectId) =>
  sql`tenant_id = ${db.tenantId}::uuid and project_id = ${project}::uuid`;

/** Newest first, those after `before` where one is named, and with `text` in title, name or address. */
export async function listDocuments(
  db: TenantDb,
  project: ProjectId,
  { before, limit, text = "" }: { before: DocumentId | null; limit: number; text?: string },
): Promise<DocumentRow[]> {
  const page =
    before === null
      ? sql`true`
      : sql`(created_at, id) < (select created_at, id from knowledge_documents where ${of(db, project)} and id = ${before}::uuid)`;
  const found =
    text === ""
      ? sql`true`
      : sql`strpos(lower(title || ' ' || name || ' ' || coalesce(url, '')), lower(${text}::text)) > 0`;
  return read(
    db,
    sql`${of(db, project)} and ${page} and ${found} order by created_at desc, id desc limit ${limit}::int`,
  );
}

/** How many documents there are, and how many of them are ready, being read, or failed. */
export async function countDocuments(
  db: TenantDb,
  project: ProjectId,
): Promise<{ all: number; ready: number; failed: number }> {
  const [rows] = await db.run((q) => [
    q.execute<{ all: number; ready: number; failed: number }>(sql`
      select count(*)::int as all, count(*) filter (where state = 'ready')::int as ready,
        count(*) filter (where state = 'failed')::int as failed
      from knowledge_documents where ${of(db, project)}`),
  ]);
  return rows.rows[0] ?? { all: 0, ready: 0, failed: 0 };
}

/** How many documents each project has, and how many of them failed; projects without any are left out. */
export async function countDocumentsByProject(
  db: TenantDb,
): Promise<{ projectId: ProjectId; all: number; failed: number }[]> {
  const [rows] = await db.run((q) => [
    q.execute<{ projectId: ProjectId; all: number; failed: number }>(sql`
      select project_id as "projectId", count(*)::int as all, count(*) filter (where state = 'failed')::int as failed
      from knowledge_documents where tenant_id = ${db.tenantId}::uuid group by project_id`),
  ]);
  return rows.rows;
}

/** Null for a foreign or missing id. */
export async function findDocument(db: TenantDb, project: ProjectId, id: DocumentId): Promise<DocumentRow | null> {
  return (await read(db, sql`${of(db, project)} and id = ${id}::uuid`))[0] ?? null;
}

/**
 * Keeps documents, each as a new one or as the next version of the one with its source. What is the same to the byte and
 * was read already stays as it is. Those that would be more than `max` are left out, as is everything of a project that
 * is not there.
 */
export async function saveDocuments(
  db: TenantDb,
  project: ProjectId,
  documents: readonly NewDocument[],
  { nowMs, max }: { nowMs: number; max: number },
  audit: AuditEntry | null = null,
): Promise<DocumentRow[]> {
  const sources = documents.map(({ source }) => source);
  const [, , rows] = await db.run((q) => [
    q.execute(sql`select id from projects where tenant_id = ${db.tenantId}::uuid and id = ${project}::uuid for update`),
    q.execute(
      audited(
        sql`
      insert into knowledge_documents as known (tenant_id, project_id, id, source, name, title, kind, url, state, version,
        bytes, sha256, chunks, created_by, created_at, updated_at)
      select ${db.tenantId}::uuid, ${project}::uuid, new.id, new.source, new.name, new.name, new.kind, new.url, 'waiting',
        1, new.bytes, new.sha256, 0, new."createdBy", ${moment(nowMs)}, ${moment(nowMs)}
      from jsonb_to_recordset(${JSON.stringify(documents)}::jsonb) as new
        (id uuid, source text, name text, kind text, url text, bytes bigint, sha256 text, "createdBy" uuid)
      where exists (select from projects where tenant_id = ${db.tenantId}::uuid and id = ${project}::uuid)
        and (exists (select from knowledge_documents k where k.tenant_id = ${db.tenantId}::uuid
               and k.project_id = ${project}::uuid and k.source = new.source)
          or (select count(*) from knowledge_documents where ${of(db, project)}) + ${documents.length}::int <= ${max}::int)
      on conflict (tenant_id, project_id, source) do update set
        name = excluded.name, kind = excluded.kind, url = excluded.url, state = 'waiting', version = known.version + 1,
        bytes = case when excluded.sha256 is null then known.bytes else excluded.bytes end,
        sha256 = coalesce(excluded.sha256, known.sha256), error_code = null, error_message = null,
        updated_at = excluded.updated_at
      where excluded.sha256 is null or known.sha256 is distinct from excluded.sha256 or known.state <> 'ready'
      returning id::text`,
        audit,
      ),
    ),
    q.execute<Row>(sql`
      select ${COLUMNS} from knowledge_documents where ${of(db, project)}
        and source in (select jsonb_array_elements_text(${JSON.stringify(sources)}::jsonb))`),
  ]);
  return rows.rows.map(shaped);
}

/** What a step came to. Changes nothing when the document is gone or of another version: false. */
export async function markDocument(
  db: TenantDb,
  project: ProjectId,
  { id, version }: { id: DocumentId; version: number },
  change: {
    state: DocumentState;
    title?: string;
    kind?: DocumentKind;
    bytes?: number;
    sha256?: string;
    chunks?: number;
    error?: { code: string; message: string } | null;
  },
  nowMs: number,
): Promise<boolean> {
  const [changed] = await db.run((q) => [
    q.execute(sql`
      update knowledge_documents set state = ${change.state}, title = coalesce(${change.title ?? null}::text, title),
        kind = coalesce(${change.kind ?? null}::text, kind), bytes = coalesce(${change.bytes ?? null}::bigint, bytes),
        sha256 = coalesce(${change.sha256 ?? null}::text, sha256), chunks = coalesce(${change.chunks ?? null}::int, chunks),
        error_code = ${change.error?.code ?? null}::text, error_message = ${change.error?.message ?? null}::text,
        updated_at = ${moment(nowMs)}
      where ${of(db, project)} and id = ${id}::uuid and version = ${version}::int returning id`),
  ]);
  return changed.rowCount === 1;
}

/** Has a document read once more, under the next version. Null for a foreign or missing id. */
export async function renewDocument(
  db: TenantDb,
  project: ProjectId,
  id: DocumentId,
  nowMs: number,
): Promise<{ document: DocumentRow; from: number } | null> {
  const [rows] = await db.run((q) => [
    q.execute<Row>(sql`
      update knowledge_documents set state = 'waiting', version = version + 1, error_code = null, error_message = null,
        updated_at = ${moment(nowMs)}
      where ${of(db, project)} and id = ${id}::uuid returning ${COLUMNS}`),
  ]);
  const [row] = rows.rows;
  return row ? { document: shaped(row), from: row.version - 1 } : null;
}

/** False for a foreign or missing id. */
export async function deleteDocument(
  db: TenantDb,
  project: ProjectId,
  id: DocumentId,
  audit: AuditEntry | null = null,
): Promise<boolean> {
  const [gone] = await db.run((q) => [
    q.execute(
      audited(
        sql`delete from knowledge_documents where ${of(db, project)} and id = ${id}::uuid returning id::text`,
        audit,
      ),
    ),
  ]);
  return gone.rowCount === 1;
}

async function read(db: TenantDb, which: SQL): Promise<DocumentRow[]> {
  const [rows] = await db.run((q) => [q.execute<Row>(sql`select ${COLUMNS} from knowledge_documents where ${which}`)]);
  return rows.rows.map(shaped);
}

function shaped({ errorCode, errorMessage, ...row }: Row): DocumentRow {
  return { ...row, error: errorCode === null ? null : { code: errorCode, message: errorMessage ?? "" } };
}
