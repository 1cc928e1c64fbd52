/** The two ways to the messages that answer: a walk from the newest row down, and the index of grams. */
import { sql, type SQL } from "drizzle-orm";
import type { PersonId, RoomId } from "@/lib/platform/ids";
import type { TenantDb } from "../client";
import { msOf } from "../message-view";
import { contentOf, gramsOfWish, rangeOf, type HitKey, type SearchWish } from "./conditions";

/** A message that answers a search, with its text as it was compared. */
export interface Match extends HitKey {
  text: string;
}

/** In so few rooms each is walked for itself, through a part of the rows: the index knows rooms. */
const ROOM_WALKS_MAX = 8;
const ROOM_SHARE = 4;

/** Whether each room is walked for itself. */
export function byRoom({ rooms }: SearchWish): boolean {
  return rooms !== null && rooms.length <= ROOM_WALKS_MAX;
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
export async function walk(
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
export async function lookUp(db: TenantDb, person: PersonId, wish: SearchWish, limit: number): Promise<Match[]> {
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
