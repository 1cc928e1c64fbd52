import { sql, type SQL } from "drizzle-orm";
import type { AuditEntry } from "@/lib/audit/protocol";
import type { PersonId, ProjectId } from "@/lib/platform/ids";
import type { ProjectSettings } from "@/lib/projects/protocol";
import { audited, auditStatement } from "../audit/statement";
import type { TenantDb } from "../client";
import { keepVersion } from "../prompts/keep-version";

/** A project as it is kept. `settings` may lack what was added to the product after it was saved. */
export interface ProjectRow {
  id: ProjectId;
  name: string;
  paused: boolean;
  settings: Partial<StoredSettings>;
  version: number;
  createdAt: number;
  updatedAt: number;
  /** Newest first; ended ones are not among them. */
  secrets: ProjectSecretRow[];
}

export type StoredSettings = Omit<ProjectSettings, "name" | "paused">;

export interface ProjectSecretRow {
  kid: string;
  sealed: string;
  createdAt: number;
  endsAt: number | null;
}

type Row = ProjectRow & Record<string, unknown>;

const ms = (column: string) => sql`round(extract(epoch from ${sql.raw(column)}) * 1000)::float8`;
const moment = (at: number | null) => sql`to_timestamp(${at}::float8 / 1000)`;

/** The oldest first, as they were made. */
export async function listProjects(db: TenantDb, nowMs: number, max: number): Promise<ProjectRow[]> {
  return read(db, nowMs, sql`true order by p.created_at, p.id limit ${max}`);
}

/** Projects of which the tenant's Meter may know an older version. */
export async function listUntoldProjects(db: TenantDb, nowMs: number, max: number): Promise<ProjectRow[]> {
  return read(db, nowMs, sql`p.told_version < p.version order by p.created_at limit ${max}`);
}

/** Null for a foreign or missing id. */
export async function findProject(db: TenantDb, id: ProjectId, nowMs: number): Promise<ProjectRow | null> {
  return (await read(db, nowMs, sql`p.id = ${id}::uuid`))[0] ?? null;
}

/** The same, and whether its tenant may be used now. */
export async function findProjectOfTenant(
  db: TenantDb,
  id: ProjectId,
  nowMs: number,
): Promise<{ project: ProjectRow; tenantActive: boolean } | null> {
  const [rows, tenant] = await db.snapshot((q) => [
    q.execute<Row>(select(db, nowMs, sql`p.id = ${id}::uuid`)),
    q.execute<{ active: boolean }>(sql`
      select suspended_at is null as active from auth.organization where id = ${db.tenantId}`),
  ]);
  const [project] = rows.rows;
  return project ? { project, tenantActive: tenant.rows[0]?.active === true } : null;
}

/** What a tenant's Meter needs of a project; null for a foreign or missing id. */
export async function findProjectState(
  db: TenantDb,
  id: ProjectId,
): Promise<{ version: number; paused: boolean } | null> {
  const [rows] = await db.run((q) => [
    q.execute<{ version: number; paused: boolean }>(sql`
      select version::float8 as version, paused from projects
      where tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid`),
  ]);
  return rows.rows[0] ?? null;
}

export interface NewProject {
  id: ProjectId;
  name: string;
  settings: StoredSettings;
  createdBy: PersonId | null;
}

/** Makes a project; false when the tenant has `max`. One of a tenant after the other, so that many at a time cannot pass it. */
export async function insertProject(
  db: TenantDb,
  { id, name, settings, createdBy }: NewProject,
  at: { nowMs: number; max: number },
  audit: AuditEntry | null = null,
): Promise<boolean> {
  const [, made] = await db.run((q) => [
    q.execute(sql`select pg_advisory_xact_lock(hashtextextended('projects:' || ${db.tenantId}::text, 0))`),
    q.execute(
      audited(
        sql`
      insert into projects (tenant_id, id, name, paused, settings, version, told_version, created_by, created_at, updated_at)
      select ${db.tenantId}::uuid, ${id}::uuid, ${name}, false, ${JSON.stringify(settings)}::jsonb, 1, 0,
        ${createdBy}::uuid, ${moment(at.nowMs)}, ${moment(at.nowMs)}
      where (select count(*) from projects where tenant_id = ${db.tenantId}::uuid) < ${at.max}::int
      on conflict do nothing returning id`,
        audit,
      ),
    ),
    q.execute(keepVersion(db, id, at.nowMs, { audit })),
  ]);
  return made.rowCount === 1;
}

export type ProjectSaved = { status: "done"; project: ProjectRow } | { status: "stale" | "missing" };

/** Saves a project whole, if it is still of the version that was looked at. New instructions are a new version of them. */
export async function saveProject(
  db: TenantDb,
  id: ProjectId,
  { name, paused, settings }: { name: string; paused: boolean; settings: StoredSettings },
  at: { nowMs: number; version: number },
  audit: AuditEntry | null = null,
): Promise<ProjectSaved> {
  const [changed, , rows] = await db.run((q) => [
    q.execute(
      audited(
        sql`
      update projects set name = ${name}, paused = ${paused}::boolean, settings = ${JSON.stringify(settings)}::jsonb,
        version = version + 1, updated_at = ${moment(at.nowMs)}
      where tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid and version = ${at.version}::bigint returning id`,
        audit,
      ),
    ),
    q.execute(keepVersion(db, id, at.nowMs, { audit })),
    q.execute<Row>(select(db, at.nowMs, sql`p.id = ${id}::uuid`)),
  ]);
  const [project] = rows.rows;
  if (!project) return { status: "missing" };
  return changed.rowCount === 1 ? { status: "done", project } : { status: "stale" };
}

/** Stops a project from being used, under a higher version, whichever it has. Null for a foreign or missing id. */
export async function haltProject(db: TenantDb, id: ProjectId): Promise<{ version: number } | null> {
  const [rows] = await db.run((q) => [
    q.execute<{ version: number }>(sql`
      update projects set paused = true, version = version + 1
      where tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid returning version::float8 as version`),
  ]);
  return rows.rows[0] ?? null;
}

/** Deletes a project and its secrets. False for a foreign or missing id. */
export async function deleteProject(db: TenantDb, id: ProjectId, audit: AuditEntry | null = null): Promise<boolean> {
  const [gone] = await db.run((q) => [
    q.execute(
      audited(
        sql`delete from projects where tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid returning id`,
        audit,
      ),
    ),
  ]);
  return gone.rowCount === 1;
}

/** The tenant's Meter has confirmed this version of the project. */
export async function markProjectTold(db: TenantDb, id: ProjectId, version: number): Promise<void> {
  await db.run((q) => [
    q.execute(sql`
      update projects set told_version = greatest(told_version, ${version}::bigint)
      where tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid`),
  ]);
}

/**
 * Adds a secret; the others end after the grace, and never later than they would have.
 * `full`: the project has `max` that count now. Those that are over are swept away.
 */
export async function insertProjectSecret(
  db: TenantDb,
  id: ProjectId,
  secret: { kid: string; sealed: string; createdBy: PersonId | null },
  at: { nowMs: number; graceMs: number; max: number },
  audit: AuditEntry | null = null,
): Promise<"done" | "full" | "missing"> {
  const mine = sql`tenant_id = ${db.tenantId}::uuid and project_id = ${id}::uuid`;
  const [found, , inserted] = await db.run((q) => [
    // One after the other: two that come at once are not both the second.
    q.execute(sql`select id from projects where tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid for update`),
    q.execute(sql`delete from project_secrets where ${mine} and ends_at <= ${moment(at.nowMs)}`),
    q.execute(
      audited(
        sql`
      insert into project_secrets (tenant_id, project_id, kid, sealed, created_by, created_at, ends_at)
      select tenant_id, id, ${secret.kid}, ${secret.sealed}, ${secret.createdBy}::uuid, ${moment(at.nowMs)}, null
      from projects where tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid
        and (select count(*) from project_secrets where ${mine}) < ${at.max}::int
      returning kid`,
        audit,
      ),
    ),
    q.execute(sql`
      update project_secrets set ends_at = least(ends_at, ${moment(at.nowMs + at.graceMs)})
      where ${mine} and kid <> ${secret.kid}
        and exists (select from project_secrets made where made.tenant_id = ${db.tenantId}::uuid
          and made.project_id = ${id}::uuid and made.kid = ${secret.kid})`),
  ]);
  if (found.rows.length === 0) return "missing";
  return inserted.rowCount === 1 ? "done" : "full";
}

/** Ends a secret at once. False for one that is not there, and for a foreign or missing project. */
export async function deleteProjectSecret(
  db: TenantDb,
  id: ProjectId,
  kid: string,
  audit: AuditEntry | null = null,
): Promise<boolean> {
  const which = sql`tenant_id = ${db.tenantId}::uuid and project_id = ${id}::uuid and kid = ${kid}`;
  const [, gone] = await db.run((q) => [
    q.execute(
      audit === null ? sql`select` : auditStatement(audit, sql`exists (select from project_secrets where ${which})`),
    ),
    q.execute(sql`delete from project_secrets where ${which} returning kid`),
  ]);
  return gone.rows.length === 1;
}

async function read(db: TenantDb, nowMs: number, which: SQL): Promise<ProjectRow[]> {
  const [rows] = await db.run((q) => [q.execute<Row>(select(db, nowMs, which))]);
  return rows.rows;
}

function select(db: TenantDb, nowMs: number, which: SQL): SQL {
  return sql`
    select p.id, p.name, p.paused, p.settings, p.version::float8 as version, ${ms("p.created_at")} as "createdAt",
      ${ms("p.updated_at")} as "updatedAt",
      coalesce((
        select jsonb_agg(jsonb_build_object('kid', s.kid, 'sealed', s.sealed, 'createdAt', ${ms("s.created_at")},
          'endsAt', ${ms("s.ends_at")}) order by s.created_at desc, s.kid)
        from project_secrets s
        where s.tenant_id = p.tenant_id and s.project_id = p.id
          and coalesce(s.ends_at > ${moment(nowMs)}, true)), '[]'::jsonb) as secrets
    from projects p where p.tenant_id = ${db.tenantId}::uuid and ${which}`;
}
