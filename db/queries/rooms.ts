import { sql, type SQL } from "drizzle-orm";
import { isUuid, type PersonId, type RoomId } from "@/lib/platform/ids";
import type { RoomKind, RoomMeta, RoomRole, RoomVisibility } from "@/lib/rooms/protocol";
import type { TenantDb } from "../client";

/** A room in a list, as far as its log has reached Postgres. */
export interface ListedRoom extends RoomMeta {
  headSeq: number;
  messageCount: number;
  lastMessageAt: number | null;
  memberCount: number;
}

export interface RoomOfPerson extends ListedRoom {
  role: RoomRole;
}

export interface BrowsedRoom extends ListedRoom {
  joined: boolean;
}

/** Sidebars hold no more. */
const ROOMS_OF_PERSON_MAX = 2_000;

/** The rooms a person is in, last spoken in first. */
export async function listRoomsOf(db: TenantDb, person: PersonId): Promise<RoomOfPerson[]> {
  const [result] = await db.run((q) => [
    q.execute<RoomRow & { role: RoomRole }>(sql`
      select ${columns(db)}, mine.role from room_members mine
      join rooms r on r.tenant_id = mine.tenant_id and r.id = mine.room_id
      where mine.tenant_id = ${db.tenantId} and mine.person_id = ${person} and mine.active and r.tenant_id = ${db.tenantId}
      order by r.last_message_at desc nulls last, r.id limit ${ROOMS_OF_PERSON_MAX}`),
  ]);
  return result.rows.map((row) => ({ ...roomOf(row), role: row.role }));
}

/** Rooms of the tenant that are not archived, last spoken in first. */
export async function listRecentRooms(db: TenantDb, limit: number): Promise<RoomId[]> {
  const [result] = await db.run((q) => [
    q.execute<{ id: RoomId }>(sql`
      select id from rooms where tenant_id = ${db.tenantId} and archived_at is null
      order by last_message_at desc nulls last, id limit ${limit}`),
  ]);
  return result.rows.map(({ id }) => id);
}

/** A page of the channels anybody here may join, by name. `cursor` is the `nextCursor` of the page before. */
export async function listPublicRooms(
  db: TenantDb,
  person: PersonId,
  page: { query?: string; limit: number; cursor?: string },
): Promise<{ rooms: BrowsedRoom[]; nextCursor: string | null }> {
  const after = page.cursor === undefined ? null : readCursor(page.cursor);
  const pattern = page.query ? `%${page.query.replaceAll(/[\\%_]/g, "\\$&")}%` : null;
  const [result] = await db.run((q) => [
    q.execute<RoomRow & { joined: boolean }>(sql`
      select ${columns(db)}, exists (
          select from room_members mine where mine.tenant_id = ${db.tenantId} and mine.room_id = r.id
            and mine.person_id = ${person} and mine.active
        ) as joined
      from rooms r
      where r.tenant_id = ${db.tenantId} and r.kind = 'channel' and r.visibility = 'public' and r.archived_at is null
        ${after === null ? sql`` : sql`and (lower(r.name), r.id) > (lower(${after.name}::text), ${after.id}::uuid)`}
        ${pattern === null ? sql`` : sql`and (r.name ilike ${pattern} or r.topic ilike ${pattern})`}
      order by lower(r.name), r.id limit ${page.limit + 1}`),
  ]);
  const rows = result.rows.slice(0, page.limit);
  const last = rows.at(-1);
  return {
    rooms: rows.map((row) => ({ ...roomOf(row), joined: row.joined })),
    nextCursor: result.rows.length > page.limit && last ? `${last.id}.${last.name}` : null,
  };
}

/** One room of this tenant, whoever asks; null for a foreign or missing one. */
export async function findRoom(db: TenantDb, roomId: RoomId): Promise<ListedRoom | null> {
  const [result] = await db.run((q) => [
    q.execute<RoomRow>(sql`select ${columns(db)} from rooms r where r.tenant_id = ${db.tenantId} and r.id = ${roomId}`),
  ]);
  const row = result.rows[0];
  return row === undefined ? null : roomOf(row);
}

/** Whether a channel of this name exists, archived ones and any letter case included. */
export async function channelNameTaken(db: TenantDb, name: string, exceptRoomId?: RoomId): Promise<boolean> {
  const [result] = await db.run((q) => [
    q.execute<{ taken: boolean }>(sql`
      select exists (
        select from rooms where tenant_id = ${db.tenantId} and kind = 'channel' and lower(name) = lower(${name}::text)
          and id is distinct from ${exceptRoomId ?? null}::uuid
      ) as taken`),
  ]);
  return result.rows[0]?.taken === true;
}

interface RoomRow extends Record<string, unknown> {
  id: RoomId;
  kind: RoomKind;
  visibility: RoomVisibility;
  name: string;
  topic: string;
  created_by: PersonId;
  created_ms: string;
  archived_ms: string | null;
  last_message_ms: string | null;
  head_seq: string;
  message_count: string;
  member_count: string;
}

function columns(db: TenantDb): SQL {
  const ms = (column: SQL) => sql`(extract(epoch from ${column}) * 1000)::bigint`;
  return sql`r.id, r.kind, r.visibility, r.name, r.topic, r.created_by, ${ms(sql`r.created_at`)} as created_ms,
    ${ms(sql`r.archived_at`)} as archived_ms, ${ms(sql`r.last_message_at`)} as last_message_ms, r.head_seq, r.message_count,
    (select count(*) from room_members c where c.tenant_id = ${db.tenantId} and c.room_id = r.id and c.active) as member_count`;
}

function roomOf(row: RoomRow): ListedRoom {
  return {
    roomId: row.id,
    kind: row.kind,
    visibility: row.visibility,
    name: row.name,
    topic: row.topic,
    createdBy: row.created_by,
    createdAt: Number(row.created_ms),
    archivedAt: row.archived_ms === null ? null : Number(row.archived_ms),
    headSeq: Number(row.head_seq),
    messageCount: Number(row.message_count),
    lastMessageAt: row.last_message_ms === null ? null : Number(row.last_message_ms),
    memberCount: Number(row.member_count),
  };
}

const UUID_CHARS = 36;

/** A cursor that is none of ours starts at the beginning rather than failing in Postgres. */
function readCursor(cursor: string): { id: string; name: string } | null {
  const id = cursor.slice(0, UUID_CHARS);
  return isUuid(id) && cursor[UUID_CHARS] === "." ? { id, name: cursor.slice(UUID_CHARS + 1) } : null;
}
