import { sql } from "drizzle-orm";
import type { PersonId, RoomId } from "@/lib/platform/ids";
import { LIMITS } from "@/lib/rooms/protocol";
import type { TenantDb } from "../client";

/** Where a person stands in one of their rooms. */
export interface Reading {
  cursor: number;
  /** Messages after the cursor that are not theirs, not deleted and not imported; at most `unreadMax`. */
  unread: number;
  /** Those of them that mention the person or everybody. */
  mentions: number;
  /** Threads they follow here with replies they have not read. */
  threads: number;
  /** For direct messages and groups: who is in it, at most 20. */
  people: PersonId[];
}

/** How far a person has read in each of their rooms, as far as it has reached Postgres. */
export async function listReading(db: TenantDb, person: PersonId): Promise<Map<RoomId, Reading>> {
  const [result] = await db.run((q) => [
    q.execute<{
      id: RoomId;
      cursor: string;
      unread: string;
      mentions: string;
      threads: string;
      people: PersonId[] | null;
    }>(sql`
      select r.id, coalesce(c.up_to, 0) as cursor,
        case when r.head_seq > coalesce(c.up_to, 0) then (
          select count(*) from (
            select 1 from messages m
            where m.tenant_id = ${db.tenantId} and m.room_id = r.id and m.seq > coalesce(c.up_to, 0)
              and (m.thread_seq is null or m.in_room)
              and m.author_id <> ${person} and m.deleted_at is null and m.source is null
            limit ${LIMITS.unreadMax}
          ) counted
        ) else 0 end as unread,
        case when r.head_seq > coalesce(c.up_to, 0) then (
          select count(*) from (
            select 1 from messages m
            where m.tenant_id = ${db.tenantId} and m.room_id = r.id and m.seq > coalesce(c.up_to, 0)
              and (m.thread_seq is null or m.in_room) and m.mentions && array[${person}, '*']
              and m.author_id <> ${person} and m.deleted_at is null and m.source is null
            limit ${LIMITS.unreadMax}
          ) counted
        ) else 0 end as mentions,
        (
          select count(*) from (
            select 1 from thread_follows f
            where f.tenant_id = ${db.tenantId} and f.room_id = r.id and f.person_id = ${person} and f.following and exists (
              select from messages m
              where m.tenant_id = ${db.tenantId} and m.room_id = r.id and m.thread_seq = f.root_seq and m.seq > f.up_to
                and m.author_id <> ${person} and m.deleted_at is null and m.source is null
            )
            limit ${LIMITS.unreadMax}
          ) counted
        ) as threads,
        case when r.kind <> 'channel' then (
          select json_agg(listed.person_id) from (
            select t.person_id from room_members t
            where t.tenant_id = ${db.tenantId} and t.room_id = r.id and t.active order by t.person_id limit 20
          ) listed
        ) end as people
      from room_members mine
      join rooms r on r.tenant_id = mine.tenant_id and r.id = mine.room_id
      left join room_cursors c on c.tenant_id = mine.tenant_id and c.room_id = mine.room_id and c.person_id = mine.person_id
      where mine.tenant_id = ${db.tenantId} and mine.person_id = ${person} and mine.active and r.tenant_id = ${db.tenantId}`),
  ]);
  return new Map(
    result.rows.map((row) => [
      row.id,
      {
        cursor: Number(row.cursor),
        unread: Number(row.unread),
        mentions: Number(row.mentions),
        threads: Number(row.threads),
        people: row.people ?? [],
      },
    ]),
  );
}
