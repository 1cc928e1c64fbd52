import { sql } from "drizzle-orm";
import { isUuid, type PersonId, type RoomId } from "@/lib/platform/ids";
import type { FollowedThread, ThreadPage } from "@/lib/rooms/protocol";
import { LIMITS } from "@/lib/rooms/protocol";
import type { TenantDb } from "../client";
import { messageJson, type MessageRow, viewOf } from "../message-view";

/** A page of a thread as Postgres knows the room. */
export type StoredThread = Omit<ThreadPage, "reading" | "atEnd">;

/** The replies of a thread older than `before`, with its first message, from one snapshot. Null when it is not there. */
export async function readThread(
  db: TenantDb,
  roomId: RoomId,
  { root, before, limit }: { root: number; before: number; limit: number },
): Promise<StoredThread | null> {
  const tenant = sql`${db.tenantId}::uuid`;
  const [result] = await db.run((q) => [
    q.execute<{ head: string; root: MessageRow; replies: MessageRow[] | null }>(sql`
      select r.head_seq as head, (
          select ${messageJson(tenant)} from messages m
          where m.tenant_id = ${tenant} and m.room_id = r.id and m.seq = ${root} and m.thread_seq is null
        ) as root, (
          select json_agg(${messageJson(tenant)} order by m.seq) from (
            select * from messages
            where tenant_id = ${tenant} and room_id = ${roomId} and thread_seq = ${root} and seq < ${before}
            order by seq desc limit ${limit + 1}
          ) m
        ) as replies
      from rooms r where r.tenant_id = ${tenant} and r.id = ${roomId}`),
  ]);
  const row = result.rows[0];
  if (!row?.root) return null;
  const found = (row.replies ?? []).map(viewOf);
  const atStart = found.length <= limit;
  const messages = atStart ? found : found.slice(1);
  return {
    root: viewOf(row.root),
    from: atStart ? root + 1 : (messages[0]?.seq ?? root + 1),
    to: before - 1,
    asOf: Number(row.head),
    messages,
    atStart,
  };
}

/**
 * The threads a person follows in the rooms they are in: those with unread replies first, then by their last reply.
 * `cursor` is the `nextCursor` of the page before.
 */
export async function listFollowedThreads(
  db: TenantDb,
  person: PersonId,
  page: { limit: number; cursor?: string | undefined },
): Promise<{ threads: FollowedThread[]; nextCursor: string | null }> {
  const tenant = sql`${db.tenantId}::uuid`;
  const after = page.cursor === undefined ? null : readCursor(page.cursor);
  const [result] = await db.run((q) => [
    q.execute<ThreadRow>(sql`
      with followed as (
        select f.room_id, f.root_seq, (
            select count(*) from (
              select 1 from messages n
              where n.tenant_id = ${tenant} and n.room_id = f.room_id and n.thread_seq = f.root_seq and n.seq > f.up_to
                and n.author_id <> ${person} and n.deleted_at is null and n.source is null
              limit ${LIMITS.unreadMax}
            ) counted
          ) as unread, (m.replies->>'lastAt')::bigint as last_at
        from thread_follows f
        join room_members mine on mine.tenant_id = f.tenant_id and mine.room_id = f.room_id and mine.person_id = f.person_id
        join messages m on m.tenant_id = f.tenant_id and m.room_id = f.room_id and m.seq = f.root_seq
        where f.tenant_id = ${tenant} and f.person_id = ${person} and f.following and mine.active and m.replies is not null
          and mine.tenant_id = ${tenant} and m.tenant_id = ${tenant}
      )
      select t.room_id, t.unread, t.last_at, ${messageJson(tenant)} as root
      from followed t join messages m on m.tenant_id = ${tenant} and m.room_id = t.room_id and m.seq = t.root_seq
      ${
        after === null
          ? sql``
          : sql`where (t.unread > 0, t.last_at, t.room_id, t.root_seq)
              < (${after.unread}::boolean, ${after.lastAt}::bigint, ${after.room}::uuid, ${after.root}::bigint)`
      }
      order by t.unread > 0 desc, t.last_at desc, t.room_id desc, t.root_seq desc limit ${page.limit + 1}`),
  ]);
  const threads = result.rows.slice(0, page.limit).map((row): FollowedThread => ({
    roomId: row.room_id,
    root: viewOf(row.root),
    unread: Number(row.unread),
    lastAt: Number(row.last_at),
  }));
  const last = threads.at(-1);
  return { threads, nextCursor: result.rows.length > page.limit && last ? cursorOf(last) : null };
}

interface ThreadRow extends Record<string, unknown> {
  room_id: RoomId;
  unread: string;
  last_at: string;
  root: MessageRow;
}

function cursorOf({ unread, lastAt, roomId, root }: FollowedThread): string {
  return [unread > 0 ? 1 : 0, lastAt, roomId, root.seq].join(".");
}

/** A cursor that is none of ours starts at the beginning rather than failing in Postgres. */
function readCursor(cursor: string): { unread: boolean; lastAt: number; room: string; root: number } | null {
  const [unread, lastAt = "", room = "", root = ""] = cursor.split(".");
  const digits = /^\d{1,15}$/;
  if (!isUuid(room) || !digits.test(lastAt) || !digits.test(root)) return null;
  return { unread: unread === "1", lastAt: Number(lastAt), room, root: Number(root) };
}
