import { sql } from "drizzle-orm";
import { newId, type PersonId } from "@/lib/platform/ids";
import type { TenantDb } from "../client";

/** A person of another system. */
export interface SourcePerson {
  sourceId: string;
  name: string;
  email: string | null;
  image: string | null;
  title: string;
}

/**
 * Names a person of ours for every person of a source, once and for ever: the one named before, else the one with the
 * same e-mail address, else a new imported one. Answers source id -> person. Safe to repeat and to race.
 */
export async function insertImportedPeople(
  db: TenantDb,
  source: string,
  people: readonly SourcePerson[],
): Promise<Map<string, PersonId>> {
  if (people.length === 0) return new Map();
  const rows = JSON.stringify(people.map((person) => ({ ...person, id: newId() })));
  const wanted = sql`jsonb_to_recordset(${rows}::jsonb) as w("sourceId" text, id uuid, name text, email text, image text, title text)`;
  const [, , , named] = await db.run((q) => [
    q.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${db.tenantId}:import:${source}`}, 0))`),
    q.execute(sql`
      insert into people (tenant_id, id, name, email, image, title, kind)
      select distinct on (coalesce(lower(w.email), w."sourceId")) ${db.tenantId}::uuid, w.id, w.name, w.email, w.image, w.title, 'imported'
      from ${wanted}
      where not exists (
        select from import_people i where i.tenant_id = ${db.tenantId} and i.source = ${source} and i.source_id = w."sourceId"
      ) and not exists (
        select from people p where p.tenant_id = ${db.tenantId} and lower(p.email) = lower(w.email)
      )
      order by coalesce(lower(w.email), w."sourceId"), w.id`),
    q.execute(sql`
      insert into import_people (tenant_id, source, source_id, person_id)
      select ${db.tenantId}::uuid, ${source}, w."sourceId", coalesce((
        select p.id from people p where p.tenant_id = ${db.tenantId} and lower(p.email) = lower(w.email)
        order by p.deactivated_at nulls first, p.created_at, p.id limit 1
      ), w.id)
      from ${wanted}
      on conflict (tenant_id, source, source_id) do nothing`),
    q.execute<{ source_id: string; person_id: PersonId }>(sql`
      select source_id, person_id from import_people
      where tenant_id = ${db.tenantId} and source = ${source} and source_id = any(${sql.param(people.map((person) => person.sourceId))}::text[])`),
  ]);
  return new Map(named.rows.map((row) => [row.source_id, row.person_id]));
}

/** One import and how far it got. */
export interface ImportJob {
  id: string;
  source: string;
  state: Record<string, unknown>;
  finishedAt: number | null;
}

/** The import of this id, begun now when there is none. */
export async function ensureImportJob(db: TenantDb, id: string, source: string): Promise<ImportJob> {
  const [, found] = await db.run((q) => [
    q.execute(sql`
      insert into import_jobs (tenant_id, id, source, state) values (${db.tenantId}, ${id}, ${source}, '{}')
      on conflict (tenant_id, id) do nothing`),
    q.execute<{ id: string; source: string; state: Record<string, unknown>; finished_ms: string | null }>(sql`
      select id, source, state, (extract(epoch from finished_at) * 1000)::bigint as finished_ms
      from import_jobs where tenant_id = ${db.tenantId} and id = ${id}`),
  ]);
  const row = found.rows[0];
  if (row === undefined) throw new Error("An import that was just begun is gone.");
  return {
    id: row.id,
    source: row.source,
    state: row.state,
    finishedAt: row.finished_ms === null ? null : Number(row.finished_ms),
  };
}

/** Keeps how far an import got. */
export async function saveImportJob(
  db: TenantDb,
  id: string,
  state: Record<string, unknown>,
  finished: boolean,
): Promise<void> {
  await db.run((q) => [
    q.execute(sql`
      update import_jobs set state = ${JSON.stringify(state)}::jsonb, updated_at = now(),
        finished_at = case when ${finished}::boolean then coalesce(finished_at, now()) end
      where tenant_id = ${db.tenantId} and id = ${id}`),
  ]);
}
