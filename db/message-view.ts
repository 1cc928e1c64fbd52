/** How a message is read from Postgres: one JSON object in SQL, one MessageView here. */
import { sql, type SQL } from "drizzle-orm";
import type { ClientId, PersonId } from "@/lib/platform/ids";
import type { FileInfo, LinkPreview, MessageView, RepliesView } from "@/lib/rooms/protocol";

export interface MessageRow {
  seq: number;
  at: number;
  author: PersonId;
  client: ClientId;
  body: string;
  thread: number | null;
  inRoom: boolean;
  edited: number | null;
  deleted: number | null;
  pinnedBy: PersonId | null;
  pinnedAt: number | null;
  replies: RepliesView | null;
  version: number;
  files: FileInfo[] | null;
  previews: LinkPreview[] | null;
  reactions: [emoji: string, person: PersonId][] | null;
}

/** The message `m` (a row of `messages`) with its reactions, as JSON. */
export function messageJson(tenant: SQL): SQL {
  return sql`(
    select json_build_object('seq', m.seq, 'at', ${msOf(sql`m.at`)}, 'author', m.author_id, 'client', m.client_id,
      'body', m.body, 'thread', m.thread_seq, 'inRoom', m.in_room, 'edited', ${msOf(sql`m.edited_at`)},
      'deleted', ${msOf(sql`m.deleted_at`)}, 'pinnedBy', m.pinned_by, 'pinnedAt', ${msOf(sql`m.pinned_at`)},
      'replies', m.replies, 'files', m.files, 'version', greatest(m.version_seq, r.version, p.seq),
      'previews', case when m.deleted_at is null and p.type = 'message.previewed' then p.list end,
      'reactions', case when m.deleted_at is null then r.pairs end)
    from (
      select max(r.at_seq) as version,
        json_agg(json_build_array(r.emoji, r.person_id) order by r.since_seq) filter (where r.active) as pairs
      from message_reactions r where r.tenant_id = ${tenant} and r.room_id = m.room_id and r.seq = m.seq
    ) r left join lateral (
      -- An edit takes the previews of what it replaced along.
      select e.seq, e.type, e.data->'previews' as list from room_events e
      where e.tenant_id = ${tenant} and e.room_id = m.room_id and e.target_seq = m.seq
        and e.type in ('message.edited', 'message.previewed')
      order by e.seq desc limit 1
    ) p on true)`;
}

/** Unix milliseconds of a moment. */
export function msOf(moment: SQL): SQL {
  return sql`(extract(epoch from ${moment}) * 1000)::bigint`;
}

export function viewOf(row: MessageRow): MessageView {
  const reactions: MessageView["reactions"] = {};
  for (const [emoji, person] of row.reactions ?? []) (reactions[emoji] ??= []).push(person);
  return {
    seq: row.seq,
    at: row.at,
    author: row.author,
    clientId: row.client,
    body: row.body,
    thread: row.thread,
    inRoom: row.inRoom,
    editedAt: row.edited,
    deletedAt: row.deleted,
    reactions,
    pinned: row.pinnedBy === null || row.pinnedAt === null ? null : { by: row.pinnedBy, at: row.pinnedAt },
    replies: row.replies,
    files: row.files ?? [],
    previews: row.previews ?? [],
    version: row.version,
  };
}
