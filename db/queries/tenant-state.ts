import { sql, type SQL } from "drizzle-orm";
import type { AuditEntry } from "@/lib/audit/protocol";
import type { AccountId, ConversationId, PersonId, ProjectId, RoomId, SessionId } from "@/lib/platform/ids";
import { audited } from "../audit/statement";
import type { TenantDb } from "../client";
import { nextPolicyVersion } from "../tenant/policy-version";

export interface NewTenant {
  name: string;
  slug: string;
  at: Date;
  /** Of its first owner. */
  invitation: { id: string; email: string; inviter: AccountId; expiresAt: Date };
}

/** Makes the tenant of this handle, an invitation for its owner, and the first entry of its log. False when the address is taken. */
export async function insertTenant(
  db: TenantDb,
  { name, slug, at, invitation }: NewTenant,
  audit: AuditEntry,
): Promise<boolean> {
  const [made] = await db.run((q) => [
    q.execute(
      audited(
        sql`
      insert into auth.organization (id, name, slug, created_at)
      values (${db.tenantId}::text, ${name}, ${slug}, ${at.toISOString()}::timestamptz)
      on conflict (slug) do nothing returning id`,
        audit,
      ),
    ),
    q.execute(sql`
      insert into auth.invitation (id, organization_id, email, role, status, expires_at, inviter_id)
      select ${invitation.id}, o.id, ${invitation.email}, 'owner', 'pending',
        ${invitation.expiresAt.toISOString()}::timestamptz, ${invitation.inviter}
      from auth.organization o where o.id = ${db.tenantId}::text`),
  ]);
  return made.rowCount === 1;
}

/** Gives the tenant another name. False when there is none. */
export async function renameOrganization(db: TenantDb, name: string, audit: AuditEntry): Promise<boolean> {
  const [result] = await db.run((q) => [
    q.execute(
      audited(sql`update auth.organization set name = ${name} where id = ${db.tenantId}::text returning id`, audit),
    ),
  ]);
  return result.rowCount === 1;
}

/** Suspends the tenant, with a higher policy version and an entry in its log. False when it is suspended already. */
export async function markSuspended(db: TenantDb, at: Date, audit: AuditEntry): Promise<boolean> {
  return change(
    db,
    sql`
      update auth.organization set suspended_at = ${at.toISOString()}::timestamptz
      where id = ${db.tenantId}::text and suspended_at is null returning id`,
    audit,
  );
}

/** Takes the suspension away, and the deletion that waited. False when it is active. */
export async function markActive(db: TenantDb, audit: AuditEntry): Promise<boolean> {
  return change(
    db,
    sql`
      update auth.organization set suspended_at = null, deletion_due_at = null
      where id = ${db.tenantId}::text and suspended_at is not null returning id`,
    audit,
  );
}

/** Suspends the tenant where it is not yet, to be erased from `due` on. False when that was decided before. */
export async function markForDeletion(db: TenantDb, at: Date, due: Date, audit: AuditEntry): Promise<boolean> {
  return change(
    db,
    sql`
      update auth.organization set suspended_at = coalesce(suspended_at, ${at.toISOString()}::timestamptz),
        deletion_due_at = ${due.toISOString()}::timestamptz
      where id = ${db.tenantId}::text and deletion_due_at is null returning id`,
    audit,
  );
}

/** Ids of rooms, people, sessions and visitors' conversations after the given one, in their order: everything of the tenant that has an object. */
export async function listObjectsOf(
  db: TenantDb,
  after: {
    room: RoomId | null;
    person: PersonId | null;
    session: SessionId | null;
    conversation: ConversationId | null;
    project: ProjectId | null;
  },
  limit: number,
): Promise<{
  rooms: RoomId[];
  people: PersonId[];
  sessions: SessionId[];
  conversations: ConversationId[];
  projects: ProjectId[];
}> {
  const [rooms, people, sessions, conversations, projects] = await db.snapshot((q) => [
    q.execute<{ id: RoomId }>(sql`
      select id from rooms where tenant_id = ${db.tenantId}::uuid and ${later(after.room)} order by id limit ${limit}`),
    q.execute<{ id: PersonId }>(sql`
      select id from people where tenant_id = ${db.tenantId}::uuid and ${later(after.person)} order by id limit ${limit}`),
    q.execute<{ id: SessionId }>(sql`
      select id from ai_sessions where tenant_id = ${db.tenantId}::uuid and ${later(after.session)} order by id limit ${limit}`),
    q.execute<{ id: ConversationId }>(sql`
      select id from conversations where tenant_id = ${db.tenantId}::uuid and ${later(after.conversation)} order by id limit ${limit}`),
    q.execute<{ id: ProjectId }>(sql`
      select id from projects where tenant_id = ${db.tenantId}::uuid and ${later(after.project)} order by id limit ${limit}`),
  ]);
  return {
    rooms: rooms.rows.map(({ id }) => id),
    people: people.rows.map(({ id }) => id),
    sessions: sessions.rows.map(({ id }) => id),
    conversations: conversations.rows.map(({ id }) => id),
    projects: projects.rows.map(({ id }) => id),
  };
}

/** Erases up to `max` rows of each table of the tenant; answers how many went. Refused by Postgres before the tenant is due. */
export async function eraseTenantRows(db: TenantDb, max: number): Promise<number> {
  const [result] = await db.run((q) => [
    q.execute<{ gone: string }>(sql`select platform.erase_tenant_rows(${max}::integer) as gone`),
  ]);
  return Number(result.rows[0]?.gone);
}

/** Erases the tenant itself, its memberships and invitations, once it is due. False when it is not. */
export async function eraseOrganization(db: TenantDb): Promise<boolean> {
  const [result] = await db.run((q) => [
    q.execute(sql`
      delete from auth.organization where id = ${db.tenantId}::text and platform.is_due(${db.tenantId}::uuid)`),
  ]);
  return result.rowCount === 1;
}

async function change(db: TenantDb, statement: SQL, audit: AuditEntry): Promise<boolean> {
  const [result] = await db.run((q) => [
    q.execute(audited(statement, audit)),
    // Also when nothing changed: a repeat is there to bring an earlier change to the Meter.
    q.execute(nextPolicyVersion(db)),
  ]);
  return result.rowCount === 1;
}

function later(id: string | null): SQL {
  return id === null ? sql`true` : sql`id > ${id}::uuid`;
}
