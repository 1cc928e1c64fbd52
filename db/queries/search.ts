import { sql, type SQL } from "drizzle-orm";
import type { PersonId, RoomId } from "@/lib/platform/ids";
import type { RoomKind } from "@/lib/rooms/protocol";
import type { TenantDb } from "../client";
import { contentOf, gramsOfWish, rangeOf, type HitKey, type SearchWish } from "../search/conditions";

/** A message that answers a search, with its text as it was compared. */
export interface Match extends HitKey {
  text: string;
}

export interface Matches {
  matches: Match[];
  /** Where to go on when there may be more below; null when there is not. */
  next: HitKey | null;
}

const WALK = {
  /** Rows walked before the index is asked: what is common is among them. */
  rows: 4_000,
  /** Where the index has nothing to offer, the walk is longer, and what is below is for the next page. */
  longRows: 20_000,
  /** So many more where the first rows promise a page: then the index would have much to read. */
  onRows: 12_000,
};
/** After fewer hits than these in the first walk, the index has less to read than a longer walk. */
const HITS_TO_WALK_ON = 4;
/** In so few rooms each is walked for itself, through a part of the rows: the index knows rooms. */
const ROOM_WALKS_MAX = 8;
const ROOM_SHARE = 4;

/**
 * The newest messages that answer, in rooms the person is in. Two ways, since each is slow where the other is fast: a
 * walk from the newest message down finds what is common, the index of grams what is rare. For what is in between, the
 * walk goes on as far as what it has found so far lets expect a page; not in one room, whose mark the index knows.
 */
export async function findMatches(
  db: TenantDb,
  person: PersonId,
  wish: SearchWish,
  limit: number,
  { rows: walkRows, longRows, onRows } = WALK,
): Promise<Matches> {
  const { selective } = gramsOfWish(db.tenantId, wish);
  const walked = await walk(db, person, wish, limit, selective ? walkRows : longRows);
  const { cut } = walked;
  const hits = walked.matches.length;
  if (cut === null || hits > limit) return pageOf(walked.matches, limit, null);
  if (!selective) return pageOf(walked.matches, limit, cut);
  const rows = Math.max(walkRows, Math.ceil((2 * walkRows * (limit + 1 - hits)) / Math.max(1, hits)));
  if (!byRoom(wish) && hits >= HITS_TO_WALK_ON && rows <= onRows) {
    const below = await walk(db, person, { ...wish, after: cut }, limit - hits, rows);
    const matches = [...walked.matches, ...below.matches];
    if (below.cut === null || matches.length > limit) return pageOf(matches, limit, null);
  }
  return pageOf(await lookUp(db, person, wish, limit), limit, null);
}

/** Whether each room is walked for itself. */
function byRoom({ rooms }: SearchWish): boolean {
  return rooms !== null && rooms.length <= ROOM_WALKS_MAX;
}

function pageOf(found: readonly Match[], limit: number, cut: HitKey | null): Matches {
  const matches = found.slice(0, limit);
  const last = matches.at(-1);
  if (found.length <= limit || last === undefined) return { matches, next: cut };
  return { matches, next: { atMs: last.atMs, room: last.room, seq: last.seq } };
}

interface MatchRow extends Record<string, unknown> {
  room_id: RoomId;
  seq: string;
  at_ms: string;
  text: string;
}

interface WalkRow extends Record<string, unknown> {
  cut: FoundKey | null;
  found: (FoundKey & { text: string })[] | null;
}

interface FoundKey {
  room: RoomId;
  seq: number;
  at: number;
}

/** From the newest row down. `cut`: the walk ended before the rows did, and everything above this place is in it. */
async function walk(
  db: TenantDb,
  person: PersonId,
  wish: SearchWish,
  limit: number,
  rows: number,
): Promise<{ matches: Match[]; cut: HitKey | null }> {
  const tenant = sql`${db.tenantId}::uuid`;
  const way = byRoom(wish) ? walkOfRooms(tenant, wish, Math.ceil(rows / ROOM_SHARE)) : walkOfTenant(tenant, wish, rows);
  const [result] = await db.run((q) => [
    q.execute<WalkRow>(sql`
      with ${mine(db, person, wish)},
      ${way.before}
      found as materialized (
        select s.room_id, s.seq, s.at, s.text, ${way.isLast} as is_last, (true ${contentOf(db.tenantId, wish)} ${IN_MINE}) as is_hit
        from (${way.rows}) s
        where ${way.isLast} or (${way.filter} ${contentOf(db.tenantId, wish)} ${IN_MINE})
        order by s.at desc, s.room_id desc, s.seq desc limit ${limit + 1}
      )
      select (${way.cut}) as cut, (select json_agg(json_build_object('room', f.room_id, 'seq', f.seq, 'at', ${msOf(sql`f.at`)}, 'text', f.text)
          order by f.at desc, f.room_id desc, f.seq desc) from found f where f.is_hit) as found`),
  ]);
  const row = result.rows[0];
  const matches = (row?.found ?? []).map(({ at, ...match }) => ({ ...match, atMs: at }));
  const cut = row?.cut ?? null;
  return { matches, cut: cut === null ? null : { room: cut.room, seq: cut.seq, atMs: cut.at } };
}

/** A hash of the rooms, asked row by row: as a join it would cost the order of the walk, and with it the early end. */
const IN_MINE = sql`and (s.room_id in (select room_id from mine)) is true`;

interface Walk {
  before: SQL;
  rows: SQL;
  filter: SQL;
  /** True of the row at which the walk ends, hit or not. */
  isLast: SQL;
  cut: SQL;
}

/** Sorted as the answer is, so it ends with the last row of a page; its own last row matters only to a page that is not full. */
function walkOfTenant(tenant: SQL, wish: SearchWish, rows: number): Walk {
  return {
    before: sql``,
    rows: sql`select s.*, row_number() over (order by s.at desc, s.room_id desc, s.seq desc) as nth
      from message_search s where s.tenant_id = ${tenant} ${rangeOf(wish, sql`s`)}
      order by s.at desc, s.room_id desc, s.seq desc limit ${rows}`,
    filter: sql`true`,
    isLast: sql`s.nth = ${rows}`,
    cut: sql`select json_build_object('room', f.room_id, 'seq', f.seq, 'at', ${msOf(sql`f.at`)}) from found f where f.is_last`,
  };
}

/** Each room's own walk, by the time its messages have; where the first of them ends, the rows end for all. */
function walkOfRooms(tenant: SQL, wish: SearchWish, rows: number): Walk {
  return {
    before: sql`edge as materialized (
      select max((
        select m.at from messages m where m.tenant_id = ${tenant} and m.room_id = mine.room_id ${rangeOf(wish, sql`m`)}
        order by m.at desc offset ${rows - 1} limit 1
      )) as at from mine
    ),`,
    rows: sql`
      select s.* from mine
      cross join lateral (
        select m.seq from messages m where m.tenant_id = ${tenant} and m.room_id = mine.room_id ${rangeOf(wish, sql`m`)}
        order by m.at desc limit ${rows}
      ) m
      -- Offset: the rows of these messages and no others are read, whatever the planner makes of the text.
      cross join lateral (
        select s.* from message_search s where s.tenant_id = ${tenant} and s.room_id = mine.room_id and s.seq = m.seq offset 0
      ) s`,
    filter: sql`s.at > coalesce((select at from edge), '-infinity')`,
    isLast: sql`false`,
    cut: sql`select json_build_object('room', ${LAST_ROOM}::text, 'seq', ${Number.MAX_SAFE_INTEGER}::bigint, 'at', ${msOf(sql`at`)})
      from edge where at is not null`,
  };
}

/** Comes before every room of the same moment: what goes on from there takes that moment whole. */
const LAST_ROOM = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** By the index: every message with all the grams is compared, and the newest are answered. */
async function lookUp(db: TenantDb, person: PersonId, wish: SearchWish, limit: number): Promise<Match[]> {
  const { grams } = gramsOfWish(db.tenantId, wish);
  const [, result] = await db.run((q) => [
    // The policy `search_hint` reads it: the only way to the index under row-level security.
    q.execute(sql`select set_config('app.search_grams', ${`{${grams.join(",")}}`}, true)`),
    q.execute<MatchRow>(sql`
      with ${mine(db, person, wish)},
      found as materialized (
        select s.room_id, s.seq, s.at, s.text from message_search s
        where s.tenant_id = ${db.tenantId}::uuid ${rangeOf(wish, sql`s`)} ${contentOf(db.tenantId, wish)}
      )
      select f.room_id, f.seq, ${msOf(sql`f.at`)} as at_ms, f.text from found f
      where f.room_id in (select room_id from mine)
      order by f.at desc, f.room_id desc, f.seq desc limit ${limit + 1}`),
  ]);
  return result.rows.map((row) => ({
    room: row.room_id,
    seq: Number(row.seq),
    atMs: Number(row.at_ms),
    text: row.text,
  }));
}

/** The rooms that may answer: those the person is in now, and of these the ones that were asked for. */
function mine(db: TenantDb, person: PersonId, { rooms }: SearchWish): SQL {
  return sql`mine as materialized (
    select i.room_id from room_members i where i.tenant_id = ${db.tenantId}::uuid and i.person_id = ${person}::uuid and i.active
      ${rooms === null ? sql`` : sql`and i.room_id = any(${sql.param([...rooms])}::uuid[])`}
  )`;
}

/** One line before or after a hit. */
export interface Neighbour {
  seq: number;
  author: PersonId;
  body: string;
}

export interface StoredHit {
  room: RoomId;
  seq: number;
  at: number;
  author: PersonId;
  body: string;
  thread: number | null;
  editedAt: number | null;
  /** Up to which event of its room this is folded. */
  asOf: number;
  before: Neighbour | null;
  after: Neighbour | null;
}

/** A neighbour is one line. */
const NEIGHBOUR_CHARS = 160;

/** The messages of these keys as they stand now, in rooms the person is in now, with what was said around them. */
export async function readHits(db: TenantDb, person: PersonId, keys: readonly HitKey[]): Promise<StoredHit[]> {
  if (keys.length === 0) return [];
  const tenant = sql`${db.tenantId}::uuid`;
  const neighbour = (where: SQL, order: SQL) => sql`(
    select json_build_object('seq', n.seq, 'author', n.author_id, 'body', left(n.body, ${NEIGHBOUR_CHARS})) from messages n
    where n.tenant_id = ${tenant} and n.room_id = m.room_id and ${where} and n.deleted_at is null
      and (n.thread_seq is not distinct from m.thread_seq or n.seq = m.thread_seq)
    order by ${order} limit 1)`;
  const [result] = await db.run((q) => [
    q.execute<HitRow>(sql`
      select m.room_id, m.seq, ${msOf(sql`m.at`)} as at_ms, m.author_id, m.body, m.thread_seq, ${msOf(sql`m.edited_at`)} as edited_ms, r.head_seq as head,
        ${neighbour(sql`n.seq < m.seq and n.seq > m.seq - 200`, sql`n.seq desc`)} as earlier,
        ${neighbour(sql`n.seq > m.seq and n.seq < m.seq + 200`, sql`n.seq`)} as later
      from unnest(${sql.param(keys.map(({ room }) => room))}::uuid[], ${sql.param(keys.map(({ seq }) => seq))}::bigint[])
        with ordinality as k(room, seq, nth)
      join room_members i on i.tenant_id = ${tenant} and i.room_id = k.room and i.person_id = ${person}::uuid and i.active
      join rooms r on r.tenant_id = ${tenant} and r.id = k.room
      join messages m on m.tenant_id = ${tenant} and m.room_id = k.room and m.seq = k.seq and m.deleted_at is null
      order by k.nth`),
  ]);
  return result.rows.map((row) => ({
    room: row.room_id,
    seq: Number(row.seq),
    at: Number(row.at_ms),
    author: row.author_id,
    body: row.body,
    thread: row.thread_seq === null ? null : Number(row.thread_seq),
    editedAt: row.edited_ms === null ? null : Number(row.edited_ms),
    asOf: Number(row.head),
    before: row.earlier,
    after: row.later,
  }));
}

interface HitRow extends Record<string, unknown> {
  room_id: RoomId;
  seq: string;
  at_ms: string;
  author_id: PersonId;
  body: string;
  thread_seq: string | null;
  edited_ms: string | null;
  head: string;
  earlier: Neighbour | null;
  later: Neighbour | null;
}

function msOf(moment: SQL): SQL {
  return sql`(extract(epoch from ${moment}) * 1000)::bigint`;
}

/** A room that may be searched, and what it is called. */
export interface SearchableRoom {
  id: RoomId;
  kind: RoomKind;
  name: string;
  /** For direct messages and groups: who is in it, at most 20. */
  people: PersonId[];
}

/** The rooms a person is in: what `in:` can mean. */
export async function listSearchableRooms(db: TenantDb, person: PersonId): Promise<SearchableRoom[]> {
  const [result] = await db.run((q) => [
    q.execute<{ id: RoomId; kind: RoomKind; name: string; people: PersonId[] | null }>(sql`
      select r.id, r.kind, r.name, case when r.kind <> 'channel' then (
          select json_agg(listed.person_id) from (
            select t.person_id from room_members t
            where t.tenant_id = ${db.tenantId}::uuid and t.room_id = r.id and t.active order by t.person_id limit 20
          ) listed
        ) end as people
      from room_members mine
      join rooms r on r.tenant_id = ${db.tenantId}::uuid and r.id = mine.room_id
      where mine.tenant_id = ${db.tenantId}::uuid and mine.person_id = ${person}::uuid and mine.active`),
  ]);
  return result.rows.map(({ people, ...room }) => ({ ...room, people: people ?? [] }));
}
