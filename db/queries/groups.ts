import { sql, type SQL } from "drizzle-orm";
import type { AuditEntry } from "@/lib/audit/protocol";
import type { GroupId, PersonId } from "@/lib/platform/ids";
import { audited, auditStatement } from "../audit/statement";
import type { TenantDb } from "../client";

export interface GroupRow {
  id: GroupId;
  handle: string;
  name: string;
  people: PersonId[];
  deleted: boolean;
}

export interface GroupWish {
  handle: string;
  name: string;
  people: readonly PersonId[];
}

export type SavedGroup = { status: "done"; group: GroupRow } | { status: "taken" | "full" | "missing" };

type Row = GroupRow & Record<string, unknown>;

/** Every group by its handle, then the latest deleted ones. People who left are in none. */
export async function listGroups(db: TenantDb, deletedMax: number): Promise<GroupRow[]> {
  const [rows] = await db.run((q) => [
    q.execute<Row>(sql`
      (${select(db, sql`g.deleted_at is null`)} order by g.handle collate "C")
      union all
      (${select(db, sql`g.deleted_at is not null`)} order by g.deleted_at desc limit ${deletedMax})`),
  ]);
  return rows.rows;
}

/** Those of the ids that are groups now. */
export async function readGroups(db: TenantDb, ids: readonly GroupId[]): Promise<GroupRow[]> {
  if (ids.length === 0) return [];
  const [rows] = await db.run((q) => [
    q.execute<Row>(select(db, sql`g.deleted_at is null and g.id = any(${sql.param([...ids])}::uuid[])`)),
  ]);
  return rows.rows;
}

/** Makes a group, once for each id. One of a tenant after the other, so that many at a time cannot pass `max` together. */
export async function insertGroup(
  db: TenantDb,
  group: GroupWish & { id: GroupId; createdBy: PersonId },
  max: number,
  audit: AuditEntry | null = null,
): Promise<SavedGroup> {
  const tenant = sql`${db.tenantId}::uuid`;
  const [, , , rows, facts] = await db.run((q) => [
    q.execute(lock(db)),
    q.execute(sql`
      insert into people_groups (tenant_id, id, handle, name, created_by)
      select ${tenant}, ${group.id}::uuid, ${group.handle}, ${group.name}, ${group.createdBy}::uuid
      where (select count(*) from people_groups where tenant_id = ${tenant} and deleted_at is null) < ${max}::int
      on conflict do nothing`),
    q.execute(addPeople(db, group.id, group)),
    q.execute<Row>(select(db, sql`g.id = ${group.id}::uuid`)),
    q.execute<{ taken: boolean }>(sql`
      select exists (select from people_groups where tenant_id = ${tenant} and handle = ${group.handle}
        and deleted_at is null) as taken`),
    ...(audit === null ? [] : [q.execute(auditStatement(audit, isSaved(db, group.id, group)))]),
  ]);
  const [made] = rows.rows;
  if (made) return { status: "done", group: made };
  return { status: facts.rows[0]?.taken ? "taken" : "full" };
}

/** Gives a group its handle, name and people anew. */
export async function updateGroup(
  db: TenantDb,
  id: GroupId,
  group: GroupWish,
  audit: AuditEntry | null = null,
): Promise<SavedGroup> {
  const tenant = sql`${db.tenantId}::uuid`;
  const [, , , , rows] = await db.run((q) => [
    q.execute(lock(db)),
    q.execute(sql`
      update people_groups set handle = ${group.handle}, name = ${group.name}
      where tenant_id = ${tenant} and id = ${id}::uuid and deleted_at is null and not exists (
        select from people_groups o where o.tenant_id = ${tenant} and o.handle = ${group.handle}
          and o.deleted_at is null and o.id <> ${id}::uuid)`),
    q.execute(sql`
      delete from group_people where tenant_id = ${tenant} and group_id = ${id}::uuid and ${isSaved(db, id, group)}`),
    q.execute(addPeople(db, id, group)),
    q.execute<Row>(select(db, sql`g.deleted_at is null and g.id = ${id}::uuid`)),
    ...(audit === null ? [] : [q.execute(auditStatement(audit, isSaved(db, id, group)))]),
  ]);
  const [row] = rows.rows;
  if (!row) return { status: "missing" };
  return row.handle === group.handle ? { status: "done", group: row } : { status: "taken" };
}

/** Deletes a group; its handle is free again, and its row says what it was called. False when there was none. */
export async function deleteGroup(db: TenantDb, id: GroupId, audit: AuditEntry | null = null): Promise<boolean> {
  const tenant = sql`${db.tenantId}::uuid`;
  const [rows] = await db.run((q) => [
    q.execute(
      audited(
        sql`
      update people_groups set deleted_at = now()
      where tenant_id = ${tenant} and id = ${id}::uuid and deleted_at is null returning handle`,
        audit,
        sql`jsonb_build_object('handle', handle)`,
      ),
    ),
    q.execute(sql`delete from group_people where tenant_id = ${tenant} and group_id = ${id}::uuid`),
  ]);
  return rows.rows.length > 0;
}

function lock(db: TenantDb): SQL {
  return sql`select pg_advisory_xact_lock(hashtextextended('groups:' || ${db.tenantId}::text, 0))`;
}

/** The group stands with the handle that was wished for: a refused change leaves its people alone. */
function isSaved(db: TenantDb, id: GroupId, { handle }: GroupWish): SQL {
  return sql`exists (select from people_groups s where s.tenant_id = ${db.tenantId}::uuid and s.id = ${id}::uuid
    and s.handle = ${handle} and s.deleted_at is null)`;
}

function addPeople(db: TenantDb, id: GroupId, group: GroupWish): SQL {
  return sql`
    insert into group_people (tenant_id, group_id, person_id)
    select p.tenant_id, ${id}::uuid, p.id from people p
    where p.tenant_id = ${db.tenantId}::uuid and p.id = any(${sql.param([...group.people])}::uuid[])
      and p.deactivated_at is null and ${isSaved(db, id, group)}
    on conflict do nothing`;
}

function select(db: TenantDb, which: SQL): SQL {
  return sql`
    select g.id, g.handle, g.name, g.deleted_at is not null as deleted, coalesce((
      select json_agg(p.id order by p.name, p.id) from group_people m
      join people p on p.tenant_id = m.tenant_id and p.id = m.person_id
      where m.tenant_id = g.tenant_id and m.group_id = g.id and p.deactivated_at is null), '[]'::json) as people
    from people_groups g where g.tenant_id = ${db.tenantId}::uuid and ${which}`;
}
