import { sql, type SQL } from "drizzle-orm";
import type { PersonId, RoomId } from "@/lib/platform/ids";
import type { TenantDb } from "../client";
import type { FileState } from "../schema/files";

/** An upload as it stands. `type` is null until the bytes are there. */
export interface FileRow {
  id: string;
  roomId: RoomId;
  uploaderId: PersonId;
  name: string;
  size: number;
  type: string | null;
  width: number | null;
  height: number | null;
  state: FileState;
  attachedSeq: number | null;
}

const COLUMNS = sql`id, room_id as "roomId", uploader_id as "uploaderId", name, size::float8 as size, type, width, height,
  state, attached_seq::float8 as "attachedSeq"`;

/**
 * Promises room for a file, once for each id: answers the row, new or as it was before; null when the tenant's files
 * would then be more than `tenantBytesMax`. Promises of one tenant are made one after the other, so that many at a time
 * cannot pass the quota together.
 */
export async function reserveFile(
  db: TenantDb,
  file: Pick<FileRow, "id" | "roomId" | "uploaderId" | "name" | "size">,
  tenantBytesMax: number,
): Promise<FileRow | null> {
  const tenant = sql`${db.tenantId}::uuid`;
  const [, , rows] = await db.run((q) => [
    q.execute(sql`select pg_advisory_xact_lock(hashtextextended('files:' || ${db.tenantId}::text, 0))`),
    q.execute(sql`
      insert into files (tenant_id, id, room_id, uploader_id, name, size, state)
      select ${tenant}, ${file.id}::uuid, ${file.roomId}::uuid, ${file.uploaderId}::uuid, ${file.name}, ${file.size}::bigint, 'pending'
      where ${file.size}::bigint + (
        select coalesce(sum(size), 0) from files where tenant_id = ${tenant} and state <> 'deleted'
      ) <= ${tenantBytesMax}::bigint
      on conflict (tenant_id, id) do nothing`),
    q.execute<Row>(one(db, file.id)),
  ]);
  return rows.rows[0] ?? null;
}

/** One upload; null when there is none. */
export async function findFile(db: TenantDb, id: string): Promise<FileRow | null> {
  const [rows] = await db.run((q) => [q.execute<Row>(one(db, id))]);
  return rows.rows[0] ?? null;
}

/** The bytes are stored: says what they are, the first time. Answers the row as it is then; null when it is gone. */
export async function finishFile(
  db: TenantDb,
  id: string,
  facts: { type: string; width: number | null; height: number | null; sha256: string },
): Promise<FileRow | null> {
  const [, rows] = await db.run((q) => [
    q.execute(sql`
      update files set state = 'ready', type = ${facts.type}, width = ${facts.width}::int, height = ${facts.height}::int,
        sha256 = ${facts.sha256}
      where tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid and state = 'pending'`),
    q.execute<Row>(one(db, id)),
  ]);
  return rows.rows[0] ?? null;
}

/** Gives a file up that is in no message. Its bytes go with the next sweep, and count no more from now on. */
export async function dropFile(db: TenantDb, id: string, uploaderId: PersonId): Promise<void> {
  await db.run((q) => [
    q.execute(sql`
      update files set state = 'deleted'
      where tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid and uploader_id = ${uploaderId}::uuid and attached_seq is null`),
  ]);
}

export interface ListedFile extends FileRow {
  attachedSeq: number;
  type: string;
  at: number;
}

/** Files in messages of a room, newest message first; those after `before` in that order. */
export async function listFilesOfRoom(
  db: TenantDb,
  roomId: RoomId,
  page: { before: { seq: number; id: string } | null; limit: number },
): Promise<ListedFile[]> {
  const { before } = page;
  const from = before === null ? sql`true` : sql`(attached_seq, id) < (${before.seq}::bigint, ${before.id}::uuid)`;
  const [rows] = await db.run((q) => [
    q.execute<ListedFile & Record<string, unknown>>(sql`
      select ${COLUMNS}, (extract(epoch from created_at) * 1000)::float8 as at from files
      where tenant_id = ${db.tenantId}::uuid and room_id = ${roomId}::uuid and state = 'ready' and attached_seq is not null and ${from}
      order by attached_seq desc, id desc limit ${page.limit}`),
  ]);
  return rows.rows;
}

/** Files that may be removed: deleted, never finished, or in no message although nobody can attach them any more. */
export async function listLooseFiles(
  db: TenantDb,
  bounds: { createdBefore: Date; limit: number },
): Promise<Pick<FileRow, "id" | "roomId" | "state">[]> {
  const [rows] = await db.run((q) => [
    q.execute<Pick<FileRow, "id" | "roomId" | "state"> & Record<string, unknown>>(sql`
      select id, room_id as "roomId", state from files
      where tenant_id = ${db.tenantId}::uuid and (state <> 'ready' or attached_seq is null)
        and (state = 'deleted' or created_at < ${bounds.createdBefore.toISOString()}::timestamptz)
      order by created_at limit ${bounds.limit}`),
  ]);
  return rows.rows;
}

/** Forgets files whose bytes are gone. */
export async function forgetFiles(db: TenantDb, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.run((q) => [
    q.execute(
      sql`delete from files where tenant_id = ${db.tenantId}::uuid and id = any(${sql.param([...ids])}::uuid[])`,
    ),
  ]);
}

type Row = FileRow & Record<string, unknown>;

function one(db: TenantDb, id: string): SQL {
  return sql`select ${COLUMNS} from files where tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid`;
}
