import { sql, type SQL } from "drizzle-orm";
import type { AuditEntry } from "@/lib/audit/protocol";
import type { KeyView } from "@/lib/keys/protocol";
import type { KeyId, PersonId } from "@/lib/platform/ids";
import type { KeyRecord } from "@/lib/quotas/protocol";
import { auditStatement } from "../audit/statement";
import type { TenantDb } from "../client";

/** A key as it is kept: what is shown of it, and what its Meter decides by. */
export interface KeyRow {
  view: KeyView;
  record: KeyRecord;
}

/** What somebody chose about a key, and may choose anew. */
export type KeyChoices = Pick<KeyView, "name" | "scopes" | "limits" | "models" | "tools">;

/** What is new about a key that was just made. */
export interface NewKey {
  id: KeyId;
  secretHash: string;
  shown: string;
  createdBy: PersonId | null;
}

type Row = Omit<KeyView, "id"> & KeyRecord & Record<string, unknown>;

const ms = (column: string) => sql`(extract(epoch from ${sql.raw(column)}) * 1000)::float8`;
const COLUMNS = sql`id as "keyId", name, secret_hash as "secretHash", shown, scopes, limits, models, tools,
  created_by as "createdBy", ${ms("created_at")} as "createdAt", ${ms("expires_at")} as "expiresAt",
  ${ms("ends_at")} as "endsAt", ${ms("last_used_at")} as "lastUsedAt", version::float8 as version`;

const moment = (at: number | null) => sql`to_timestamp(${at}::float8 / 1000)`;
const list = (names: readonly string[] | null) => sql`${names === null ? null : sql.param([...names])}::text[]`;
/** Neither revoked nor expired, nor living out a grace that is over. */
const lives = (nowMs: number) => sql`coalesce(least(ends_at, expires_at) > ${moment(nowMs)}, true)`;

/** The newest keys first. */
export async function listApiKeys(db: TenantDb, max: number): Promise<KeyRow[]> {
  return read(db, sql`true order by created_at desc, id desc limit ${max}`);
}

/** Keys of which the tenant's Meter may know an older version. */
export async function listUntoldKeys(db: TenantDb, max: number): Promise<KeyRow[]> {
  return read(db, sql`told_version < version order by created_at limit ${max}`);
}

/** Null for a foreign or missing id. */
export async function findApiKey(db: TenantDb, id: KeyId): Promise<KeyRow | null> {
  return (await read(db, sql`id = ${id}::uuid`))[0] ?? null;
}

/** What a Meter needs of a key it does not know; null for a foreign or missing id. */
export async function findKeyRecord(db: TenantDb, id: KeyId): Promise<KeyRecord | null> {
  return (await findApiKey(db, id))?.record ?? null;
}

/** Makes a key; null when `max` of the tenant live. One of a tenant after the other, so that many at a time cannot pass it. */
export async function insertApiKey(
  db: TenantDb,
  key: NewKey & KeyChoices & { expiresAt: number | null },
  at: { nowMs: number; max: number },
  audit: AuditEntry | null = null,
): Promise<KeyRow | null> {
  const [, rows] = await db.run((q) => [
    q.execute(lock(db)),
    q.execute<Row>(sql`
      insert into api_keys (tenant_id, id, name, secret_hash, shown, scopes, limits, models, tools, created_by, created_at,
        expires_at, version, told_version)
      select ${db.tenantId}::uuid, ${key.id}::uuid, ${key.name}, ${key.secretHash}, ${key.shown}, ${list(key.scopes)},
        ${JSON.stringify(key.limits)}::jsonb, ${list(key.models)}, ${list(key.tools)}, ${key.createdBy}::uuid,
        ${moment(at.nowMs)}, ${moment(key.expiresAt)}, 1, 0
      where ${fewerThan(db, at)}
      returning ${COLUMNS}`),
    ...(audit === null ? [] : [q.execute(auditStatement(audit, isThere(db, key.id)))]),
  ]);
  return rowsOf(rows)[0] ?? null;
}

/** Gives a living key other choices; null for one that ended, and for a foreign or missing id. */
export async function updateApiKey(
  db: TenantDb,
  id: KeyId,
  choices: KeyChoices,
  nowMs: number,
  audit: AuditEntry | null = null,
): Promise<KeyRow | null> {
  const which = sql`tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid and ${lives(nowMs)}`;
  const [rows] = await db.run((q) => [
    q.execute<Row>(sql`
      update api_keys set version = version + 1, name = ${choices.name}, scopes = ${list(choices.scopes)},
        limits = ${JSON.stringify(choices.limits)}::jsonb, models = ${list(choices.models)}, tools = ${list(choices.tools)}
      where ${which} returning ${COLUMNS}`),
    ...(audit === null ? [] : [q.execute(auditStatement(audit, sql`exists (select from api_keys where ${which})`))]),
  ]);
  return rowsOf(rows)[0] ?? null;
}

/** Ends a key at a moment, unless it ended before; null for a foreign or missing id. Written into the log when it lived. */
export async function endApiKey(
  db: TenantDb,
  id: KeyId,
  atMs: number,
  audit: AuditEntry | null = null,
): Promise<KeyRow | null> {
  const which = sql`tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid`;
  const lived = sql`exists (select from api_keys where ${which} and ${lives(atMs)})`;
  const [, , rows] = await db.run((q) => [
    q.execute(sql`select from api_keys where ${which} for update`),
    q.execute(audit === null ? sql`select` : auditStatement(audit, lived)),
    q.execute<Row>(sql`
      update api_keys set version = version + 1, ends_at = least(ends_at, ${moment(atMs)})
      where ${which} returning ${COLUMNS}`),
  ]);
  return rowsOf(rows)[0] ?? null;
}

export type Rerolled = { status: "done"; key: KeyRow; old: KeyRow } | { status: "ended" | "full" };

/**
 * Makes a key that inherits everything from another one, which ends after the grace and never later than it would have.
 * `ended`: there is no such key that lives, or it was replaced before.
 */
export async function rerollApiKey(
  db: TenantDb,
  old: KeyId,
  made: NewKey,
  at: { nowMs: number; graceMs: number; max: number },
  audit: AuditEntry | null = null,
): Promise<Rerolled> {
  const [, inserted, ended, living] = await db.run((q) => [
    q.execute(lock(db)),
    q.execute<Row>(sql`
      insert into api_keys (tenant_id, id, name, secret_hash, shown, scopes, limits, models, tools, created_by, created_at,
        expires_at, rerolled_from, version, told_version)
      select tenant_id, ${made.id}::uuid, name, ${made.secretHash}, ${made.shown}, scopes, limits, models, tools,
        ${made.createdBy}::uuid, ${moment(at.nowMs)}, expires_at, id, 1, 0
      from api_keys where tenant_id = ${db.tenantId}::uuid and id = ${old}::uuid and ends_at is null
        and ${lives(at.nowMs)} and ${fewerThan(db, at)}
      returning ${COLUMNS}`),
    q.execute<Row>(sql`
      update api_keys set version = version + 1, ends_at = least(expires_at, ${moment(at.nowMs + at.graceMs)})
      where tenant_id = ${db.tenantId}::uuid and id = ${old}::uuid and ends_at is null
        and ${isThere(db, made.id)}
      returning ${COLUMNS}`),
    q.execute(sql`
      select from api_keys where tenant_id = ${db.tenantId}::uuid and id = ${old}::uuid and ends_at is null
        and ${lives(at.nowMs)}`),
    ...(audit === null ? [] : [q.execute(auditStatement(audit, isThere(db, made.id)))]),
  ]);
  const [key, before] = [rowsOf(inserted)[0], rowsOf(ended)[0]];
  if (key && before) return { status: "done", key, old: before };
  return { status: living.rows.length > 0 ? "full" : "ended" };
}

/** The tenant's Meter has confirmed this version of the key. */
export async function markKeyTold(db: TenantDb, id: KeyId, version: number): Promise<void> {
  await db.run((q) => [
    q.execute(sql`
      update api_keys set told_version = greatest(told_version, ${version}::bigint)
      where tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid`),
  ]);
}

async function read(db: TenantDb, which: SQL): Promise<KeyRow[]> {
  const [rows] = await db.run((q) => [
    q.execute<Row>(sql`select ${COLUMNS} from api_keys where tenant_id = ${db.tenantId}::uuid and ${which}`),
  ]);
  return rowsOf(rows);
}

function rowsOf({ rows }: { rows: Row[] }): KeyRow[] {
  return rows.map(({ keyId, secretHash, version, name, shown, createdBy, createdAt, lastUsedAt, ...both }) => {
    const { scopes, limits, models, tools, expiresAt, endsAt } = both;
    const rights = { scopes, limits, models, tools, expiresAt, endsAt };
    return {
      view: { id: keyId, name, shown, createdBy, createdAt, lastUsedAt, ...rights },
      record: { keyId, secretHash, version, ...rights },
    };
  });
}

const lock = (db: TenantDb) => sql`select pg_advisory_xact_lock(hashtextextended('keys:' || ${db.tenantId}::text, 0))`;

const fewerThan = (db: TenantDb, { nowMs, max }: { nowMs: number; max: number }) =>
  sql`(select count(*) from api_keys where tenant_id = ${db.tenantId}::uuid and ${lives(nowMs)}) < ${max}::int`;

const isThere = (db: TenantDb, id: KeyId) =>
  sql`exists (select from api_keys made where made.tenant_id = ${db.tenantId}::uuid and made.id = ${id}::uuid)`;
