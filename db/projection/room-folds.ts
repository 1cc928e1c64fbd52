/** Statements that fold who is in a room and how far they have read, and the room's own facts. */
import { sql, type SQL } from "drizzle-orm";
import type { Place, ProjectedCursor, ProjectedFollow } from "./batch";

/** The last word on each person's membership. A role says that the person is in; when they came, only a join says. */
export function foldMembers({ tenant, room }: Place, seqs: readonly number[]): SQL {
  return sql`
    with latest as (
      select distinct on (e.data->>'person') (e.data->>'person')::uuid as person, e.type, e.seq,
        coalesce(e.data->>'role', 'member') as role,
        max(e.at) filter (where e.type = 'member.joined') over (partition by e.data->>'person') as joined_at
      from room_events e
      where e.tenant_id = ${tenant} and e.room_id = ${room} and e.seq = any(${sql.param(seqs)}::bigint[])
      order by e.data->>'person', e.seq desc
    )
    insert into room_members as m (tenant_id, room_id, person_id, role, active, version_seq, joined_at)
    select ${tenant}, ${room}, person, role, type <> 'member.left', seq, joined_at from latest order by person
    on conflict (tenant_id, room_id, person_id) do update set
      role = case when excluded.version_seq > m.version_seq then excluded.role else m.role end,
      active = case when excluded.version_seq > m.version_seq then excluded.active else m.active end,
      version_seq = greatest(m.version_seq, excluded.version_seq),
      joined_at = greatest(m.joined_at, excluded.joined_at)
    where excluded.version_seq > m.version_seq or excluded.joined_at > m.joined_at or m.joined_at is null`;
}

/** The room's own facts: its creation and the last rename, topic and archiving that arrived. */
export function foldRoom({ tenant, room }: Place): SQL {
  const latest = (type: string) => sql`
    left join lateral (
      select e.at, e.data from room_events e
      where e.tenant_id = ${tenant} and e.room_id = ${room} and e.type = ${type} order by e.seq desc limit 1
    )`;
  return sql`
    update rooms set
      kind = born.data->'meta'->>'kind', visibility = born.data->'meta'->>'visibility',
      name = coalesce(renamed.data->>'name', born.data->'meta'->>'name'),
      topic = coalesce(topic.data->>'topic', born.data->'meta'->>'topic'),
      created_by = (born.data->'meta'->>'createdBy')::uuid,
      created_at = to_timestamp((born.data->'meta'->>'createdAt')::numeric / 1000.0),
      archived_at = case when (archived.data->>'archived')::boolean then archived.at end
    from (
      select e.data from room_events e
      where e.tenant_id = ${tenant} and e.room_id = ${room} and e.type = 'room.created' order by e.seq desc limit 1
    ) born
    ${latest("room.renamed")} renamed on true
    ${latest("room.topic")} topic on true
    ${latest("room.archived")} archived on true
    where rooms.tenant_id = ${tenant} and rooms.id = ${room}`;
}

/** How far each person has read; the highest version wins. */
export function foldCursors({ tenant, room }: Place, cursors: readonly ProjectedCursor[]): SQL[] {
  if (cursors.length === 0) return [];
  return [
    sql`
    insert into room_cursors (tenant_id, room_id, person_id, up_to, version)
    select distinct on (c.person) ${tenant}, ${room}, c.person, c.up_to, c.version
    from unnest(${sql.param(cursors.map((cursor) => cursor.person))}::uuid[], ${sql.param(cursors.map((cursor) => cursor.upTo))}::bigint[],
      ${sql.param(cursors.map((cursor) => cursor.version))}::bigint[]) as c(person, up_to, version)
    where exists (select from rooms where rooms.tenant_id = ${tenant} and rooms.id = ${room})
    order by c.person, c.version desc
    on conflict (tenant_id, room_id, person_id) do update set up_to = excluded.up_to, version = excluded.version
    where room_cursors.version < excluded.version`,
  ];
}

/** Who follows which thread; the highest version wins. */
export function foldFollows({ tenant, room }: Place, follows: readonly ProjectedFollow[]): SQL[] {
  if (follows.length === 0) return [];
  return [
    sql`
    insert into thread_follows (tenant_id, room_id, root_seq, person_id, following, up_to, version)
    select distinct on (f.person, f.root) ${tenant}, ${room}, f.root, f.person, f.following, f."upTo", f.version
    from jsonb_to_recordset(${JSON.stringify(follows)}::jsonb)
      as f(person uuid, root bigint, following boolean, "upTo" bigint, version bigint)
    where exists (select from rooms where rooms.tenant_id = ${tenant} and rooms.id = ${room})
    order by f.person, f.root, f.version desc
    on conflict (tenant_id, room_id, root_seq, person_id) do update set
      following = excluded.following, up_to = excluded.up_to, version = excluded.version
    where thread_follows.version < excluded.version`,
  ];
}
