import { sql, type SQL } from "drizzle-orm";
import type { ClientId, PersonId, RoomId } from "@/lib/platform/ids";
import type { HistoryPage, LinkPreview, MessageView, RoomEvent, RoomEventType } from "@/lib/rooms/protocol";
import type { TenantDb } from "../client";

export type PageWish = ({ before: number } | { after: number } | { around: number }) & { limit: number };

/** A page as Postgres knows the room, and up to which seq it knows it. */
export type StoredPage = Omit<HistoryPage, "asOf"> & { headSeq: number };

/** A page lists at most so many notices; a range with more of them is cut to what is listed. */
const NOTICES_MAX = 500;

/**
 * A page of up to `limit` messages with the range of the log it covers, from one snapshot. `before` and `after` are
 * exclusive; `around` has the messages below it and, from it on, those above. Null when the room is unknown to this tenant.
 */
export async function readPage(db: TenantDb, roomId: RoomId, wish: PageWish): Promise<StoredPage | null> {
  const walk = walkOf(wish);
  const [result] = await db.run((q) => [q.execute<PageRow>(pageQuery(db, roomId, walk))]);
  const row = result.rows[0];
  if (row === undefined) return null;
  return shapePage(row, walk);
}

/** The first message at or after a moment; null when there is none. */
export async function findSeqAt(db: TenantDb, roomId: RoomId, atMs: number): Promise<number | null> {
  const [result] = await db.run((q) => [
    q.execute<{ seq: string }>(sql`
      select seq from messages
      where tenant_id = ${db.tenantId} and room_id = ${roomId} and at >= to_timestamp(${atMs}::numeric / 1000.0)
      order by at, seq limit 1`),
  ]);
  const seq = result.rows[0]?.seq;
  return seq === undefined ? null : Number(seq);
}

/** How to walk the primary key: down from below `anchor`, up from it, or both. A null count means: not that way. */
interface Walk {
  anchor: number;
  down: number | null;
  up: number | null;
}

function walkOf(wish: PageWish): Walk {
  if ("before" in wish) return { anchor: wish.before, down: wish.limit, up: null };
  if ("after" in wish) return { anchor: wish.after + 1, down: null, up: wish.limit };
  const down = Math.floor(wish.limit / 2);
  return { anchor: wish.around, down, up: wish.limit - down };
}

interface PageRow extends Record<string, unknown> {
  head: string;
  first: string;
  last: string;
  messages: MessageRow[] | null;
  notices: NoticeRow[] | null;
}

interface MessageRow {
  seq: number;
  at: number;
  author: PersonId;
  client: ClientId;
  body: string;
  thread: number | null;
  edited: number | null;
  deleted: number | null;
  version: number;
  reactions: [emoji: string, person: PersonId][] | null;
  previews: LinkPreview[] | null;
}

interface NoticeRow {
  seq: number;
  at: number;
  author: PersonId;
  client: ClientId;
  type: RoomEventType;
  data: Record<string, unknown>;
}

/** One statement, so one snapshot and one trip. Each way is a walk of the primary key of one row more than the page. */
function pageQuery(db: TenantDb, roomId: RoomId, { anchor, down, up }: Walk): SQL {
  const tenant = sql`${db.tenantId}::uuid`;
  const room = sql`${roomId}::uuid`;
  const way = (count: number | null, where: SQL, order: SQL) => sql`
    select m.*, row_number() over (order by ${order}) as nth from messages m
    where m.tenant_id = ${tenant} and m.room_id = ${room} and ${where}
    order by ${order} limit ${count === null ? 0 : count + 1}`;
  return sql`
    with room as (select head_seq as head from rooms where tenant_id = ${tenant} and id = ${room}),
    older as (${way(down, sql`m.seq < ${anchor}`, sql`m.seq desc`)}),
    newer as (${way(up, sql`m.seq >= ${anchor}`, sql`m.seq`)}),
    bounds as (
      select room.head,
        ${down === null ? sql`${anchor}::bigint` : sql`case when (select count(*) from older) > ${down} then (select min(seq) from older where nth <= ${down}) else 1 end`} as first,
        ${up === null ? sql`least(${anchor}::bigint - 1, room.head)` : sql`case when (select count(*) from newer) > ${up} then (select max(seq) from newer where nth <= ${up}) else room.head end`} as last
      from room
    ),
    listed as (
      select * from older where nth <= ${down ?? 0} union all select * from newer where nth <= ${up ?? 0}
    )
    select bounds.head, bounds.first, bounds.last,
      (select json_agg(json_build_object('seq', m.seq, 'at', ${msOf(sql`m.at`)}, 'author', m.author_id, 'client', m.client_id,
          'body', m.body, 'thread', m.thread_seq, 'edited', ${msOf(sql`m.edited_at`)}, 'deleted', ${msOf(sql`m.deleted_at`)},
          'version', greatest(m.version_seq, r.version, p.seq), 'reactions', case when m.deleted_at is null then r.pairs end,
          'previews', case when m.deleted_at is null and p.seq > m.version_seq then p.list end) order by m.seq)
        from listed m cross join lateral (
          select max(r.at_seq) as version,
            json_agg(json_build_array(r.emoji, r.person_id) order by r.since_seq) filter (where r.active) as pairs
          from message_reactions r where r.tenant_id = ${tenant} and r.room_id = ${room} and r.seq = m.seq
        ) r left join lateral (
          select e.seq, e.data->'previews' as list from room_events e
          where e.tenant_id = ${tenant} and e.room_id = ${room} and e.target_seq = m.seq and e.type = 'message.previewed'
          order by e.seq desc limit 1
        ) p on true) as messages,
      (select json_agg(json_build_object('seq', n.seq, 'at', ${msOf(sql`n.at`)}, 'author', n.author_id, 'client', n.client_id,
          'type', n.type, 'data', n.data) order by n.seq)
        from (
          select * from room_events e
          where e.tenant_id = ${tenant} and e.room_id = ${room} and e.seq between bounds.first and bounds.last
            and e.type in ('room.created', 'room.renamed', 'room.topic', 'room.archived', 'member.joined', 'member.left', 'member.role')
          order by abs(e.seq - ${anchor}::bigint) limit ${NOTICES_MAX + 1}
        ) n) as notices
    from bounds`;
}

function msOf(moment: SQL): SQL {
  return sql`(extract(epoch from ${moment}) * 1000)::bigint`;
}

function shapePage(row: PageRow, { anchor }: Walk): StoredPage {
  const headSeq = Number(row.head);
  const all = row.notices ?? [];
  let from = Number(row.first);
  let to = Number(row.last);
  if (all.length > NOTICES_MAX) {
    // What is nearer to the anchor than the farthest notice read is complete; the range ends there.
    const reach = Math.max(...all.map((notice) => Math.abs(notice.seq - anchor))) - 1;
    from = Math.max(from, anchor - reach);
    to = Math.min(to, anchor + reach);
  }
  const inRange = ({ seq }: { seq: number }) => seq >= from && seq <= to;
  return {
    headSeq,
    from,
    to,
    messages: (row.messages ?? []).filter(inRange).map(viewOf),
    notices: all.filter(inRange).map(eventOf),
    atStart: from <= 1,
    atEnd: to >= headSeq,
  };
}

function viewOf(row: MessageRow): MessageView {
  const reactions: MessageView["reactions"] = {};
  for (const [emoji, person] of row.reactions ?? []) (reactions[emoji] ??= []).push(person);
  return {
    seq: row.seq,
    at: row.at,
    author: row.author,
    clientId: row.client,
    body: row.body,
    thread: row.thread,
    editedAt: row.edited,
    deletedAt: row.deleted,
    reactions,
    previews: row.previews ?? [],
    version: row.version,
  };
}

/** The log is verbatim, so what went in as an event comes out as one. */
function eventOf({ seq, at, author, client, type, data }: NoticeRow): RoomEvent {
  return { ...data, seq, at, author, clientId: client, type } as RoomEvent;
}
