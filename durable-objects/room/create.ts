import { birthMembers } from "@/lib/rooms/core/acts";
import type { Draft } from "@/lib/rooms/core/draft";
import type { RoomMeta } from "@/lib/rooms/protocol";
import type { RoomBirth } from "@/lib/rooms/server/objects";
import { type ClientId, derivedId, newId } from "@/lib/platform/ids";
import type { LiveRoom } from "./live-room";
import { createTables } from "./schema";

/** The ids of a new room's member events, made before the synchronous step since hashing waits. */
export async function birthIds(birth: RoomBirth): Promise<Map<string, ClientId>> {
  const people = [...birthMembers(birth.kind, birth.createdBy, birth.members).keys()];
  const ids = await Promise.all(people.map((person) => derivedId<ClientId>(birth.clientId, "member.joined", person)));
  return new Map(people.map((person, index) => [person, ids[index] ?? newId<ClientId>()]));
}

/** Writes the tables and the first events in one transaction, and answers the living room. */
export function bear(
  ctx: DurableObjectState,
  birth: RoomBirth,
  ids: Map<string, ClientId>,
  wake: () => LiveRoom,
): LiveRoom {
  const { tenantId, members: _members, clientId, ...facts } = birth;
  const meta: RoomMeta = { ...facts, archivedAt: null };
  return ctx.storage.transactionSync(() => {
    createTables(ctx.storage.sql, tenantId, newId(), meta);
    const room = wake();
    const author = birth.createdBy;
    room.log.append({ type: "room.created", meta }, { at: birth.createdAt, author, clientId });
    for (const [person, role] of birthMembers(birth.kind, birth.createdBy, birth.members)) {
      const draft: Draft = { type: "member.joined", person, role };
      room.log.append(draft, { at: birth.createdAt, author, clientId: ids.get(person) ?? newId() });
    }
    for (const person of room.log.members.keys()) {
      // What came before one's arrival is not unread.
      room.cursors.advance(person, room.log.head);
      room.hints.membership(person, true, room.log.head);
    }
    return room;
  });
}
