import { listRoomsOf } from "@/db/queries/rooms";
import type { Ctx } from "@/lib/access/ctx";
import type { PersonId } from "@/lib/platform/ids";
import type { TenantRole } from "@/lib/rooms/server/objects";

const ROOMS_AT_ONCE = 20;

/** Brings a new role to the person's open sockets and to the rooms that judge what they send. Safe to repeat. */
export async function tellRole(ctx: Ctx, person: PersonId, role: TenantRole): Promise<void> {
  const { db, objects, tenantId } = ctx;
  const at = ctx.now();
  await objects.inbox(tenantId, person).tenantRoleChanged(tenantId, person, role, at);
  // The inbox knows the rooms that told it; one whose word is still on its way is found here.
  const rooms = await listRoomsOf(db, person);
  for (let from = 0; from < rooms.length; from += ROOMS_AT_ONCE) {
    const some = rooms.slice(from, from + ROOMS_AT_ONCE);
    await Promise.all(
      some.map(({ roomId }) => objects.room(tenantId, roomId).tenantRoleChanged(tenantId, person, role, at)),
    );
  }
}
