import { sql, type SQL } from "drizzle-orm";
import { newId, type AccountId, type PersonId } from "@/lib/platform/ids";
import type { TenantDb } from "../client";

/** A person as colleagues see them. Nothing here links the same human in two tenants. */
export interface Person {
  id: PersonId;
  name: string;
  email: string | null;
  image: string | null;
  title: string;
  /** `imported` people never signed in here. */
  kind: "member" | "imported";
  role: string;
  deactivatedAt: number | null;
  createdAt: number;
}

/** For server code that acts on the account behind a person; never sent to a client. */
export interface PersonWithAccount extends Person {
  authAccountId: AccountId | null;
}

/** The person an account is in this tenant, deactivated or not. */
export async function findPersonByAccount(db: TenantDb, account: AccountId): Promise<Person | null> {
  const [person] = await select(db, sql`p.auth_account_id = ${account}`);
  return person ? withoutAccount(person) : null;
}

/** One person; null for a foreign or missing id. */
export async function findPerson(db: TenantDb, id: PersonId): Promise<PersonWithAccount | null> {
  const [person] = await select(db, sql`p.id = ${id}::uuid`);
  return person ?? null;
}

/** Everybody of the tenant by name, deactivated and imported people included: their messages stay. */
export async function listPeople(db: TenantDb): Promise<Person[]> {
  return (await select(db, sql`true`)).map(withoutAccount);
}

/** Who shares a room with this person, and the person: what a guest may see. */
export async function listPeopleSharing(db: TenantDb, person: PersonId): Promise<Person[]> {
  return (await select(db, sharesRoom(db, person))).map(withoutAccount);
}

/** Those of the ids that are people here. */
export async function listPeopleByIds(
  db: TenantDb,
  ids: readonly PersonId[],
  only: { activeOnly?: boolean; sharingWith?: PersonId } = {},
): Promise<Person[]> {
  if (ids.length === 0) return [];
  const active = only.activeOnly ? sql`p.deactivated_at is null` : sql`true`;
  const shared = only.sharingWith === undefined ? sql`true` : sharesRoom(db, only.sharingWith);
  return (await select(db, sql`p.id = any(${sql.param([...ids])}::uuid[]) and ${active} and ${shared}`)).map(
    withoutAccount,
  );
}

/**
 * The person an account is in this tenant from now on: the one it already was (back from deactivation), an imported one
 * with the same verified e-mail address, or a new one. Safe to repeat and to race. Call it when a membership begins;
 * `findPersonByAccount` is for everything after.
 */
export async function ensurePerson(
  db: TenantDb,
  account: { accountId: AccountId; name: string; email: string; emailVerified: boolean; role: string },
): Promise<Person> {
  const { accountId, name, email, emailVerified, role } = account;
  const known = sql`exists (select from people k where k.tenant_id = ${db.tenantId} and k.auth_account_id = ${accountId})`;
  const [, , , found] = await db.run((q) => [
    // Two first requests of one account must not claim two imported people.
    q.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${db.tenantId}:${accountId}`}, 0))`),
    q.execute(sql`
      update people set auth_account_id = ${accountId}, kind = 'member', deactivated_at = null
      where tenant_id = ${db.tenantId} and ${emailVerified}::boolean and not ${known} and id = (
        select id from people i
        where i.tenant_id = ${db.tenantId} and i.kind = 'imported' and i.auth_account_id is null and lower(i.email) = lower(${email}::text)
        order by i.created_at, i.id limit 1 for update
      )`),
    q.execute(sql`
      insert into people (tenant_id, id, auth_account_id, name, email, role)
      values (${db.tenantId}, ${newId()}, ${accountId}, ${name}, ${email}, ${role})
      on conflict (tenant_id, auth_account_id) do update
        set role = excluded.role, email = excluded.email, deactivated_at = null`),
    q.execute<PersonRow>(selectPeople(db, sql`p.auth_account_id = ${accountId}`)),
  ]);
  const row = found.rows[0];
  if (row === undefined) throw new Error("An account that was just given a person has none.");
  return withoutAccount(personOf(row));
}

/** Mirrors a changed tenant role. */
export async function updatePersonRole(db: TenantDb, person: PersonId, role: string): Promise<void> {
  await db.run((q) => [
    q.execute(
      sql`update people set role = ${role} where tenant_id = ${db.tenantId} and id = ${person}::uuid and role <> ${role}`,
    ),
  ]);
}

/** Writes the name an account gave itself to the person it is here. */
export async function renamePerson(db: TenantDb, account: AccountId, name: string): Promise<void> {
  await db.run((q) => [
    q.execute(sql`update people set name = ${name} where tenant_id = ${db.tenantId} and auth_account_id = ${account}`),
  ]);
}

/** Writes the address an account has from now on to the person it is here. */
export async function readdressPerson(db: TenantDb, account: AccountId, email: string): Promise<void> {
  await db.run((q) => [
    q.execute(
      sql`update people set email = ${email} where tenant_id = ${db.tenantId} and auth_account_id = ${account}`,
    ),
  ]);
}

/** Marks a person as gone. Their account may join again later and is the same person then. */
export async function deactivatePerson(db: TenantDb, person: PersonId): Promise<void> {
  await db.run((q) => [
    q.execute(sql`
      update people set deactivated_at = now() where tenant_id = ${db.tenantId} and id = ${person}::uuid and deactivated_at is null`),
  ]);
}

interface PersonRow extends Record<string, unknown> {
  id: PersonId;
  auth_account_id: AccountId | null;
  name: string;
  email: string | null;
  image: string | null;
  title: string;
  kind: Person["kind"];
  role: string;
  deactivated_ms: string | null;
  created_ms: string;
}

async function select(db: TenantDb, where: SQL): Promise<PersonWithAccount[]> {
  const [result] = await db.run((q) => [q.execute<PersonRow>(selectPeople(db, where))]);
  return result.rows.map(personOf);
}

function selectPeople(db: TenantDb, where: SQL): SQL {
  return sql`
    select p.id, p.auth_account_id, p.name, p.email, p.image, p.title, p.kind, p.role,
      (extract(epoch from p.deactivated_at) * 1000)::bigint as deactivated_ms, (extract(epoch from p.created_at) * 1000)::bigint as created_ms
    from people p where p.tenant_id = ${db.tenantId} and (${where}) order by lower(p.name), p.id`;
}

function sharesRoom(db: TenantDb, person: PersonId): SQL {
  return sql`(p.id = ${person}::uuid or p.id in (
    select theirs.person_id from room_members mine
    join room_members theirs on theirs.tenant_id = mine.tenant_id and theirs.room_id = mine.room_id
    where mine.tenant_id = ${db.tenantId} and mine.person_id = ${person}::uuid and mine.active
      and theirs.tenant_id = ${db.tenantId} and theirs.active
  ))`;
}

function personOf(row: PersonRow): PersonWithAccount {
  const { id, auth_account_id: authAccountId, name, email, image, title, kind, role } = row;
  const deactivatedAt = row.deactivated_ms === null ? null : Number(row.deactivated_ms);
  return { id, authAccountId, name, email, image, title, kind, role, deactivatedAt, createdAt: Number(row.created_ms) };
}

function withoutAccount({ authAccountId: _, ...person }: PersonWithAccount): Person {
  return person;
}
