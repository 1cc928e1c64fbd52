import { sql, type SQL } from "drizzle-orm";
import type { PersonId, RoomId } from "@/lib/platform/ids";
import type { RoomKind } from "@/lib/rooms/protocol";
import type { TenantDb } from "../client";
import { msOf } from "../message-view";
import { gramsOfWish, type HitKey, type SearchWish } from "../search/conditions";
import { byRoom, lookUp, walk, type Match } from "../search/ways";

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

function pageOf(found: readonly Match[], limit: number, cut: HitKey | null): Matches {
  const matches = found.slice(0, limit);
  const last = matches.at(-1);
  if (found.length <= limit || last === undefined) return { matches, next: cut };
  return { matches, next: { atMs: last.atMs, room: last.room, seq: last.seq } };
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
