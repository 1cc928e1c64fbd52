/** Statements that fold messages, threads, files and reactions anew from the part of the log that has arrived. */
import { sql, type SQL } from "drizzle-orm";
import { LIMITS } from "@/lib/rooms/protocol";
import { msOf } from "../message-view";
import type { Place } from "./batch";

/** Each message from its creation, its last edit before it was deleted, and its deletion, as far as they have arrived. */
export function foldMessages({ tenant, room }: Place, seqs: readonly number[]): SQL {
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
export function foldThreads({ tenant, room }: Place, roots: readonly number[]): SQL | null {
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

/** Which message each file is in. With its message a file goes, too: the sweep then removes the bytes. */
export function foldFiles({ tenant, room }: Place, seqs: readonly number[]): SQL {
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
export function foldReactions({ tenant, room }: Place, seqs: readonly number[]): SQL {
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
