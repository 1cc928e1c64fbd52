import { sql, type SQL } from "drizzle-orm";
import type { AuditEntry } from "@/lib/audit/protocol";
import type { ProjectId } from "@/lib/platform/ids";
import type { PromptVersion } from "@/lib/playground/protocol";
import { audited } from "../audit/statement";
import type { TenantDb } from "../client";
import { keepVersion, versionsOf } from "../prompts/keep-version";
import { nextPolicyVersion } from "../tenant/policy-version";

/** Null: the tenant's own, for every assistant. */
type Place = ProjectId | null;
type Row<T> = T & Record<string, unknown>;

const VERSION = sql`v.number, v.note, v.from_number as "from", p.name as author, length(v.text) as chars,
  round(extract(epoch from v.created_at) * 1000)::float8 as "createdAt"`;

/** The newest version of each place that has any, and how many there are. */
export async function listLivePrompts(db: TenantDb): Promise<(PromptVersion & { projectId: Place })[]> {
  const [rows] = await db.run((q) => [
    q.execute<Row<PromptVersion & { projectId: Place }>>(sql`
      select distinct on (v.project_id) v.project_id as "projectId", ${VERSION} from prompt_versions v
      left join people p on p.tenant_id = v.tenant_id and p.id = v.created_by
      where v.tenant_id = ${db.tenantId}::uuid order by v.project_id, v.number desc`),
  ]);
  return rows.rows;
}

/** Newest first. */
export async function listPromptVersions(db: TenantDb, place: Place, limit: number): Promise<PromptVersion[]> {
  const [rows] = await db.run((q) => [
    q.execute<Row<PromptVersion>>(sql`
      select ${VERSION} from prompt_versions v
      left join people p on p.tenant_id = v.tenant_id and p.id = v.created_by
      where v.tenant_id = ${db.tenantId}::uuid and v.project_id is not distinct from ${place}::uuid
      order by v.number desc limit ${limit}::int`),
  ]);
  return rows.rows;
}

/** Texts of these versions, those that there are. */
export async function readPromptTexts(
  db: TenantDb,
  place: Place,
  numbers: readonly number[],
): Promise<{ number: number; text: string }[]> {
  if (numbers.length === 0) return [];
  const wanted = sql.join(
    numbers.map((number) => sql`${number}::int`),
    sql`, `,
  );
  const [rows] = await db.run((q) => [
    q.execute<Row<{ number: number; text: string }>>(
      sql`select number, text from ${versionsOf(db, place)} and number in (${wanted})`,
    ),
  ]);
  return rows.rows;
}

/** What assistants go by now, whether or not it was ever versioned. `number` 0: never. */
export async function readLivePrompt(db: TenantDb, place: Place): Promise<{ number: number; text: string } | null> {
  const text =
    place === null
      ? sql`select coalesce((select system_prompt from tenant_config where tenant_id = ${db.tenantId}::uuid), '') as text`
      : sql`select coalesce(settings ->> 'instructions', '') as text from projects
          where tenant_id = ${db.tenantId}::uuid and id = ${place}::uuid`;
  const [rows] = await db.run((q) => [
    q.execute<Row<{ number: number; text: string }>>(sql`
      select live.text, coalesce((select max(number) from ${versionsOf(db, place)}), 0)::int as number
      from (${text}) live`),
  ]);
  return rows.rows[0] ?? null;
}

export interface PromptChange {
  text: string;
  note: string;
  from: number | null;
  /** The version that was looked at. */
  expected: number;
}

/** Makes a text live as a new version. `stale`: somebody saved another one meanwhile; `missing`: no such place. */
export async function savePrompt(
  db: TenantDb,
  place: Place,
  { text, note, from, expected }: PromptChange,
  nowMs: number,
  audit: AuditEntry | null = null,
): Promise<"done" | "stale" | "missing"> {
  const isNewest = sql`coalesce((select max(number) from ${versionsOf(db, place)}), 0) = ${expected}::int`;
  const [held, changed] = await db.run((q) => [
    // One after the other: the second of two sees what the first one saved.
    q.execute(place === null ? nextPolicyVersion(db) : holdProject(db, place)),
    q.execute(
      audited(place === null ? houseChange(db, text, isNewest) : ownChange(db, place, text, isNewest, nowMs), audit),
    ),
    q.execute(keepVersion(db, place, nowMs, { audit, note, from })),
  ]);
  if (place !== null && held.rows.length === 0) return "missing";
  return changed.rowCount === 1 ? "done" : "stale";
}

function holdProject(db: TenantDb, project: ProjectId): SQL {
  return sql`select id from projects where tenant_id = ${db.tenantId}::uuid and id = ${project}::uuid for update`;
}

function houseChange(db: TenantDb, text: string, only: SQL): SQL {
  return sql`update tenant_config set system_prompt = ${text} where tenant_id = ${db.tenantId}::uuid and ${only}
    returning tenant_id`;
}

function ownChange(db: TenantDb, project: ProjectId, text: string, only: SQL, nowMs: number): SQL {
  return sql`
    update projects set settings = jsonb_set(settings, '{instructions}', to_jsonb(${text}::text)),
      version = version + 1, updated_at = to_timestamp(${nowMs}::float8 / 1000)
    where tenant_id = ${db.tenantId}::uuid and id = ${project}::uuid and ${only} returning id`;
}
