import type { Ctx } from "@/lib/access/ctx";
import type { ClientId, RoomId } from "@/lib/platform/ids";
import type { RoomMeta } from "../protocol";
import { FLUSH_WAIT_MS } from "./limits";
import type { RoomAct } from "./objects";
import { unwrap } from "./refusal";
import { roomNotFound } from "./require-room";

/**
 * Lets the room object judge and do one act, and waits for the change to reach Postgres. The object is the only judge:
 * it knows members and roles as of this moment.
 */
export async function actInRoom(
  ctx: Ctx,
  roomId: RoomId,
  act: RoomAct,
  clientId: ClientId,
): Promise<{ seq: number; meta: RoomMeta }> {
  const room = ctx.objects.room(ctx.tenantId, roomId);
  const actor = { person: ctx.actor.person, tenantRole: ctx.actor.role };
  const answer = await room.act(ctx.tenantId, actor, act, clientId);
  // The room says not_found both for itself and for a person it does not hold; only the latter names a field.
  if (answer.status === "refused" && answer.code === "not_found" && answer.param === undefined) throw roomNotFound();
  const done = unwrap(answer);
  await room.flush(FLUSH_WAIT_MS);
  return { seq: done.seq, meta: done.meta };
}
