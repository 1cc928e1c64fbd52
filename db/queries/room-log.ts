import { sql, type SQL } from "drizzle-orm";
import type { PersonId, RoomId } from "@/lib/platform/ids";
import { rootOf, targetOf } from "@/lib/rooms/core/fold";
import { mentionedBy } from "@/lib/rooms/core/mentions";
import { LIMITS, type RoomEvent } from "@/lib/rooms/protocol";
import type { TenantDb } from "../client";
import { msOf } from "../message-view";
import { dropSearchRows, selectStaleTexts, writeSearchRows, type IndexedText, type StaleText } from "../search/rows";

/** An event of a room's log on its way to Postgres. */
export type ProjectedEvent = RoomEvent;

export interface ProjectedCursor {
  person: PersonId;
  upTo: number;
  version: number;
}

/** Where a person stands in a thread. */
export interface ProjectedFollow extends ProjectedCursor {
  root: number;
  following: boolean;
}

/**
 * Writes a stretch of a room's log, and what follows from it, in one transaction.
 * The outcome depends only on which events have arrived, never on how often or in which order: events go into the log
 * once, and everything else is folded again from the log or guarded by the version it stands for. So a batch whose
 * answer was lost may be sent again, whole or in part, before or after others.
 */
export async function projectEvents(
  db: TenantDb,
  roomId: RoomId,
  rows: readonly ProjectedEvent[],
  cursors: readonly ProjectedCursor[],
  follows: readonly ProjectedFollow[] = [],
): Promise<void> {
  if (rows.length === 0 && cursors.length === 0 && follows.length === 0) return;
  const at = { tenant: sql`${db.tenantId}::uuid`, room: sql`${roomId}::uuid` };
  const statements = [
    lockRoom(at, rows),
    appendToLog(at, rows),
    ...foldsOf(at, rows),
    ...foldCursors(at, cursors),
    ...foldFollows(at, follows),
  ];
  const changed = changedMessages(rows);
  const texts = lastTexts(rows);
  const results = await db.run((q) => {
    const [first, ...rest] = [
      ...statements,
      texts.length > 0 ? writeSearchRows(db.tenantId, roomId, texts) : null,
      rows.some(({ type }) => type === "message.deleted") ? dropSearchRows(db.tenantId, roomId, changed) : null,
    ]
      .filter((statement) => statement !== null)
      .map((statement) => q.execute(statement));
    const stale = selectStaleTexts(db.tenantId, roomId, changed);
    return [first ?? q.execute(sql`select 1`), ...rest, ...(changed.length > 0 ? [q.execute(stale)] : [])];
  });
  if (changed.length > 0) await writeStaleTexts(db, roomId, (results.at(-1)?.rows ?? []) as StaleText[]);
}

/** What the batch did not bring the text of: an event that came before the one it changes, or after its successor. */
async function writeStaleTexts(db: TenantDb, roomId: RoomId, stale: readonly StaleText[]): Promise<void> {
  if (stale.length === 0) return;
  const texts = stale.map(({ seq, version, body }) => ({ seq: Number(seq), version: Number(version), body }));
  const place = { tenant: sql`${db.tenantId}::uuid`, room: sql`${roomId}::uuid` };
  // Under the lock again: what was deleted between the two steps is not written.
  await db.run((q) => [q.execute(lockRoom(place, [])), q.execute(writeSearchRows(db.tenantId, roomId, texts))]);
}

/** The newest text that the batch has for each message. */
function lastTexts(rows: readonly ProjectedEvent[]): IndexedText[] {
  const texts = new Map<number, IndexedText>();
  for (const event of rows) {
    if (event.type !== "message.created" && event.type !== "message.edited") continue;
    const seq = event.type === "message.created" ? event.seq : event.target;
    const known = texts.get(seq);
    if (known === undefined || known.version < event.seq) texts.set(seq, { seq, version: event.seq, body: event.body });
  }
  return [...texts.values()];
}

function changedMessages(rows: readonly ProjectedEvent[]): number[] {
  const seqs = rows.map((event) => {
    if (event.type === "message.created") return event.seq;
    return event.type === "message.edited" || event.type === "message.deleted" ? event.target : null;
  });
  return [...new Set(seqs.filter((seq) => seq !== null))];
}

interface Place {
  tenant: SQL;
  room: SQL;
}

/**
 * Makes sure that there is a row to hang the log on, and holds it until commit: two batches of one room go one after the
 * other, so each fold sees every event before it. The placeholder is private, and becomes the room with `room.created`.
 */
function lockRoom({ tenant, room }: Place, rows: readonly ProjectedEvent[]): SQL {
  const first = rows[0];
  if (first === undefined) return sql`select 1 from rooms where tenant_id = ${tenant} and id = ${room} for update`;
  return sql`
    insert into rooms (tenant_id, id, kind, visibility, name, topic, created_by, created_at)
    values (${tenant}, ${room}, 'group', 'private', '', '', ${first.author}::uuid, ${momentOf(first.at)})
    on conflict (tenant_id, id) do update set head_seq = rooms.head_seq`;
}

/** The log itself, and the figures of the room, which count only what was not there before. */
function appendToLog({ tenant, room }: Place, rows: readonly ProjectedEvent[]): SQL | null {
  if (rows.length === 0) return null;
  const wire = rows.map((event) => {
    const { seq, at, author, clientId, type, ...data } = event;
    const mentions = "body" in data ? mentionedBy(data) : [];
    const place = { target: targetOf(event), root: rootOf(event) };
    return { seq, at, author, client: clientId, type, ...place, ...(mentions.length > 0 ? { mentions } : {}), data };
  });
  return sql`
    with arrived as (
      insert into room_events (tenant_id, room_id, seq, type, author_id, client_id, target_seq, root_seq, mentions, at, data)
      select ${tenant}, ${room}, e.seq, e.type, e.author, e.client, e.target, e.root, e.mentions, to_timestamp(e.at / 1000.0), e.data
      from jsonb_to_recordset(${JSON.stringify(wire)}::jsonb)
        as e(seq bigint, at numeric, author uuid, client uuid, type text, target bigint, root bigint, mentions text[], data jsonb)
      order by e.seq
      on conflict (tenant_id, room_id, seq) do nothing
      returning seq, type, at, root_seq, data
    ), figures as (
      select max(seq) as head,
        max(at) filter (where type = 'message.created' and (root_seq is null or (data->>'inRoom')::boolean)) as last_at,
        count(*) filter (where type = 'message.created') as messages
      from arrived
    )
    update rooms set
      head_seq = greatest(rooms.head_seq, figures.head),
      last_message_at = greatest(rooms.last_message_at, figures.last_at),
      message_count = rooms.message_count + figures.messages
    from figures
    where rooms.tenant_id = ${tenant} and rooms.id = ${room} and figures.head is not null`;
}

const CHANGES: readonly RoomEvent["type"][] = ["message.edited", "message.deleted", "message.pinned"];

function foldsOf(place: Place, rows: readonly ProjectedEvent[]): (SQL | null)[] {
  const seqs = (wanted: (event: ProjectedEvent) => number | null) => [
    ...new Set(rows.map(wanted).filter((seq) => seq !== null)),
  ];
  const changed = seqs((event) => {
    if (event.type === "message.created") return event.seq;
    return CHANGES.includes(event.type) ? targetOf(event) : null;
  });
  // The summary of a thread: of those that have a new reply or lost one, and of first messages that came after a reply.
  const roots = [
    ...new Set(rows.flatMap((event) => [rootOf(event), event.type === "message.created" ? event.seq : null])),
  ];
  const reactions = seqs((event) => (event.type === "reaction.set" ? event.seq : null));
  const members = seqs((event) => (event.type.startsWith("member.") ? event.seq : null));
  const touchesRoom = rows.some((event) => event.type.startsWith("room."));
  return [
    changed.length > 0 ? foldMessages(place, changed) : null,
    foldThreads(
      place,
      roots.filter((seq) => seq !== null),
    ),
    rows.some(touchesFiles) ? foldFiles(place, changed) : null,
    reactions.length > 0 ? foldReactions(place, reactions) : null,
    members.length > 0 ? foldMembers(place, members) : null,
    touchesRoom ? foldRoom(place) : null,
  ];
}

/** Each message from its creation, its last edit before it was deleted, and its deletion, as far as they have arrived. */
function foldMessages({ tenant, room }: Place, seqs: readonly number[]): SQL {
  return sql`
    insert into messages (tenant_id, room_id, seq, author_id, client_id, body, at, thread_seq, in_room, mentions,
      pinned_by, pinned_at, edited_at, deleted_at, source, files, version_seq)
    select c.tenant_id, c.room_id, c.seq, c.author_id, c.client_id,
      case when gone.seq is null then coalesce(edit.data->>'body', c.data->>'body') else '' end,
      c.at, (c.data->>'thread')::bigint, coalesce((c.data->>'inRoom')::boolean, false),
      case when gone.seq is not null then null when edit.seq is null then c.mentions else edit.mentions end,
      case when gone.seq is null and pin.pinned then pin.by end, case when gone.seq is null and pin.pinned then pin.at end,
      coalesce(edit.at, to_timestamp((c.data->>'editedAt')::numeric / 1000.0)),
      gone.at, c.data->>'source', case when gone.seq is null then c.data->'files' end, greatest(c.seq, change.last)
    from room_events c
    left join lateral (
      select d.seq, d.at from room_events d
      where d.tenant_id = c.tenant_id and d.room_id = c.room_id and d.target_seq = c.seq and d.type = 'message.deleted'
      order by d.seq limit 1
    ) gone on true
    left join lateral (
      select e.seq, e.at, e.data, e.mentions from room_events e
      where e.tenant_id = c.tenant_id and e.room_id = c.room_id and e.target_seq = c.seq and e.type = 'message.edited'
        and (gone.seq is null or e.seq < gone.seq)
      order by e.seq desc limit 1
    ) edit on true
    left join lateral (
      select p.author_id as by, p.at, (p.data->>'on')::boolean as pinned from room_events p
      where p.tenant_id = c.tenant_id and p.room_id = c.room_id and p.target_seq = c.seq and p.type = 'message.pinned'
      order by p.seq desc limit 1
    ) pin on true
    left join lateral (
      select max(x.seq) as last from room_events x
      where x.tenant_id = c.tenant_id and x.room_id = c.room_id and x.target_seq = c.seq
        and x.type in ('message.edited', 'message.deleted', 'message.pinned')
    ) change on true
    where c.tenant_id = ${tenant} and c.room_id = ${room} and c.seq = any(${sql.param(seqs)}::bigint[]) and c.type = 'message.created'
    on conflict (tenant_id, room_id, seq) do update set
      body = excluded.body, mentions = excluded.mentions, pinned_by = excluded.pinned_by, pinned_at = excluded.pinned_at,
      edited_at = excluded.edited_at, deleted_at = excluded.deleted_at, files = excluded.files,
      version_seq = greatest(messages.version_seq, excluded.version_seq)
    where (messages.body, messages.edited_at, messages.deleted_at, messages.pinned_by, messages.pinned_at)
        is distinct from (excluded.body, excluded.edited_at, excluded.deleted_at, excluded.pinned_by, excluded.pinned_at)
      or messages.version_seq < excluded.version_seq`;
}

/** The summary of each thread from the replies that stand in it, as far as they have arrived. */
function foldThreads({ tenant, room }: Place, roots: readonly number[]): SQL | null {
  if (roots.length === 0) return null;
  return sql`
    update messages root set replies = thread.replies, version_seq = greatest(root.version_seq, thread.last)
    from (
      select e.root_seq as seq, max(e.seq) as last, (
        select json_build_object('count', count(*), 'lastSeq', max(r.seq),
          'lastAt', (array_agg(${msOf(sql`r.at`)} order by r.seq desc))[1],
          'people', (
            select json_agg(first.author_id order by first.seq) from (
              select p.author_id, min(p.seq) as seq from messages p
              where p.tenant_id = ${tenant} and p.room_id = ${room} and p.thread_seq = e.root_seq and p.deleted_at is null
              group by p.author_id order by min(p.seq) limit ${LIMITS.replyPeopleMax}
            ) first
          ))
        from messages r
        where r.tenant_id = ${tenant} and r.room_id = ${room} and r.thread_seq = e.root_seq and r.deleted_at is null
        having count(*) > 0
      )::jsonb as replies
      from room_events e
      where e.tenant_id = ${tenant} and e.room_id = ${room} and e.root_seq = any(${sql.param(roots)}::bigint[])
      group by e.root_seq
    ) thread
    where root.tenant_id = ${tenant} and root.room_id = ${room} and root.seq = thread.seq
      and (root.replies is distinct from thread.replies or root.version_seq < thread.last)`;
}

function touchesFiles(event: ProjectedEvent): boolean {
  return event.type === "message.deleted" || (event.type === "message.created" && event.files !== undefined);
}

/** Which message each file is in. With its message a file goes, too: the sweep then removes the bytes. */
function foldFiles({ tenant, room }: Place, seqs: readonly number[]): SQL {
  return sql`
    update files f set attached_seq = c.seq, state = case when gone.yes then 'deleted' else f.state end
    from room_events c
    cross join lateral jsonb_array_elements(case when jsonb_typeof(c.data->'files') = 'array' then c.data->'files' else '[]' end) as file
    cross join lateral (
      select exists (
        select from room_events d
        where d.tenant_id = c.tenant_id and d.room_id = c.room_id and d.target_seq = c.seq and d.type = 'message.deleted'
      ) as yes
    ) gone
    where c.tenant_id = ${tenant} and c.room_id = ${room} and c.seq = any(${sql.param(seqs)}::bigint[])
      and c.type = 'message.created' and f.tenant_id = c.tenant_id and f.room_id = c.room_id and f.id = (file->>'id')::uuid and f.uploader_id = c.author_id
      and (f.attached_seq is distinct from c.seq or (gone.yes and f.state <> 'deleted'))`;
}

/**
 * The last word of each person on each emoji of each message, and since when it stands: a repeated "on" keeps its place.
 */
function foldReactions({ tenant, room }: Place, seqs: readonly number[]): SQL {
  return sql`
    insert into message_reactions (tenant_id, room_id, seq, emoji, person_id, active, at_seq, since_seq)
    select ${tenant}, ${room}, touched.target, touched.emoji, touched.person, word.active, word.at_seq, word.since_seq
    from (
      select distinct e.target_seq as target, e.data->>'emoji' as emoji, e.author_id as person from room_events e
      where e.tenant_id = ${tenant} and e.room_id = ${room} and e.seq = any(${sql.param(seqs)}::bigint[]) and e.type = 'reaction.set'
    ) touched
    cross join lateral (
      select max(said.seq) as at_seq, coalesce(min(said.seq) filter (where said.seq > said.last_off), max(said.seq)) as since_seq,
        max(said.seq) > max(said.last_off) as active
      from (
        select e.seq, coalesce(max(e.seq) filter (where not (e.data->>'on')::boolean) over (), 0) as last_off from room_events e
        where e.tenant_id = ${tenant} and e.room_id = ${room} and e.target_seq = touched.target and e.author_id = touched.person
          and e.type = 'reaction.set' and e.data->>'emoji' = touched.emoji
      ) said
    ) word
    order by touched.target, touched.emoji, touched.person
    on conflict (tenant_id, room_id, seq, emoji, person_id) do update set
      active = excluded.active, at_seq = excluded.at_seq, since_seq = excluded.since_seq
    where (message_reactions.at_seq, message_reactions.since_seq) is distinct from (excluded.at_seq, excluded.since_seq)`;
}

/** The last word on each person's membership. A role says that the person is in; when they came, only a join says. */
function foldMembers({ tenant, room }: Place, seqs: readonly number[]): SQL {
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
function foldRoom({ tenant, room }: Place): SQL {
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
function foldCursors({ tenant, room }: Place, cursors: readonly ProjectedCursor[]): SQL[] {
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
function foldFollows({ tenant, room }: Place, follows: readonly ProjectedFollow[]): SQL[] {
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

function momentOf(ms: number): SQL {
  return sql`to_timestamp(${ms}::numeric / 1000.0)`;
}
