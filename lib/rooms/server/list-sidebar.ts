import { listReading } from "@/db/queries/sidebar";
import { listRoomsOf } from "@/db/queries/rooms";
import { can } from "@/lib/access/core/permissions";
import type { Ctx } from "@/lib/access/ctx";
import type { InboxRoom } from "../protocol";

/**
 * The actor's rooms as the sidebar shows them first. From Postgres, so it may be moments old: every entry has version 0
 * and gives way to whatever the actor's inbox says.
 */
export async function listSidebar(ctx: Ctx): Promise<{ rooms: InboxRoom[]; mayBrowse: boolean }> {
  const { person, role } = ctx.actor;
  const [listed, reading] = await Promise.all([listRoomsOf(ctx.db, person), listReading(ctx.db, person)]);
  const rooms = listed.map((room) => {
    const read = reading.get(room.roomId);
    return {
      roomId: room.roomId,
      kind: room.kind,
      visibility: room.visibility,
      name: room.name,
      topic: room.topic,
      createdBy: room.createdBy,
      createdAt: room.createdAt,
      archivedAt: room.archivedAt,
      head: room.headSeq,
      unread: read?.unread ?? 0,
      mentions: read?.mentions ?? 0,
      threads: read?.threads ?? 0,
      cursor: read?.cursor ?? 0,
      lastMessageAt: room.lastMessageAt,
      people: read?.people ?? [],
      version: 0,
    };
  });
  return { rooms, mayBrowse: can(role, "room", "browse") };
}
