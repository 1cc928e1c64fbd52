import { sql, type SQL } from "drizzle-orm";
import type { RoomId, TenantId } from "@/lib/platform/ids";
import { fold } from "@/lib/search/core/fold";
import { gramsOf } from "@/lib/search/core/grams";
import { hasLink } from "@/lib/search/core/links";
import { MARK, MARK_CLASS, markOf } from "./marks";

/** A message's text, and the event that gave it. */
export interface IndexedText {
  seq: number;
  version: number;
  body: string;
}

/** A message whose row is missing or older than its text. */
export interface StaleText extends Record<string, unknown> {
  seq: string;
  version: string;
  body: string;
}

/**
 * The event that gave a message (as `m`) its text. Not the message's own version, which replies and pins move as well: an
 * edit that reaches Postgres after them would be taken for an older one.
 */
export const TEXT_VERSION = sql`coalesce((
  select max(v.seq) from room_events v
  where v.tenant_id = m.tenant_id and v.room_id = m.room_id and v.target_seq = m.seq and v.type = 'message.edited'
), m.seq)`;

/**
 * Brings the search rows of some messages up to date with `messages`, where a text given here is the one that stands;
 * a deleted message loses its row.
 */
export function writeSearchRows(tenant: TenantId, room: RoomId, texts: readonly IndexedText[]): SQL {
  const marks = [markOf("tenant", tenant), markOf("room", room)];
  const folded = texts.map(({ body }) => fold(body));
  const grams = texts.map(({ body }, at) => {
    const all = [...gramsOf(folded[at] ?? ""), ...marks, ...(hasLink(body) ? [MARK.link] : [])];
    return `{${all.join(",")}}`;
  });
  const column = (values: readonly (string | number)[]) => sql.param([...values]);
  return sql`
    insert into message_search as s (tenant_id, room_id, seq, author_id, at, text, grams, version_seq)
    select m.tenant_id, m.room_id, m.seq, m.author_id, m.at, e.text,
      e.grams::int[] || ${MARK_CLASS.author}::int + ('x' || right(m.author_id::text, 6))::bit(24)::int
        || case when m.thread_seq is null then '{}'::int[] else array[${MARK.thread}::int] end
        || case when c.data->'files' is null or c.data->'files' = '[]' then '{}'::int[] else array[${MARK.file}::int] end,
      e.version
    from unnest(${column(texts.map(({ seq }) => seq))}::bigint[], ${column(texts.map(({ version }) => version))}::bigint[],
      ${column(folded)}::text[], ${column(grams)}::text[]) as e(seq, version, text, grams)
    join messages m on m.tenant_id = ${tenant}::uuid and m.room_id = ${room}::uuid and m.seq = e.seq
      and m.deleted_at is null and ${TEXT_VERSION} = e.version
    join room_events c on c.tenant_id = ${tenant}::uuid and c.room_id = ${room}::uuid and c.seq = e.seq
    order by m.seq
    on conflict (tenant_id, room_id, seq) do update set
      text = excluded.text, grams = excluded.grams, version_seq = excluded.version_seq
    where s.version_seq < excluded.version_seq`;
}

/** Takes deleted messages out. */
export function dropSearchRows(tenant: TenantId, room: RoomId, seqs: readonly number[]): SQL {
  return sql`
    delete from message_search s using messages m
    where s.tenant_id = ${tenant}::uuid and s.room_id = ${room}::uuid and s.seq = any(${sql.param([...seqs])}::bigint[])
      and m.tenant_id = s.tenant_id and m.room_id = s.room_id and m.seq = s.seq and m.deleted_at is not null`;
}

/** Those of the messages whose text came with another batch than this one: they are written in a second step. */
export function selectStaleTexts(tenant: TenantId, room: RoomId, seqs: readonly number[]): SQL {
  return sql`
    select m.seq, ${TEXT_VERSION} as version, m.body from messages m
    left join message_search s on s.tenant_id = m.tenant_id and s.room_id = m.room_id and s.seq = m.seq
    where m.tenant_id = ${tenant}::uuid and m.room_id = ${room}::uuid and m.seq = any(${sql.param([...seqs])}::bigint[])
      and m.deleted_at is null and (s.seq is null or s.version_seq < ${TEXT_VERSION})
    order by m.seq`;
}
