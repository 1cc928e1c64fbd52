import type { Ctx } from "@/lib/access/ctx";
import { AppError } from "@/lib/platform/errors";
import type { RoomId } from "@/lib/platform/ids";
import type { ChatRoomRpc, RoomStanding } from "./objects";
import { unwrap } from "./refusal";

/** What stands for "you may not know about this room" and "there is none": one answer, one wording. */
export function roomNotFound(): AppError {
  return new AppError("not_found", "No such room.", { param: "room" });
}

/**
 * The actor's standing in a room they may know of: one they are in, or a public channel (`role` is null then). Guests
 * know only the rooms they are in.
 * @throws AppError not_found otherwise.
 */
export async function requireVisibleRoom(ctx: Ctx, roomId: RoomId): Promise<RoomStanding> {
  const answer = await ctx.objects.room(ctx.tenantId, roomId).standing(ctx.tenantId, ctx.actor.person);
  if (answer.status === "refused" && answer.code === "not_found") throw roomNotFound();
  const standing = unwrap(answer);
  const open = standing.meta.visibility === "public" && ctx.actor.role !== "guest";
  if (standing.role === null && !open) throw roomNotFound();
  return standing;
}

/** The room and the actor's standing in it, when the actor is a member. @throws AppError not_found otherwise. */
export async function requireMembership(
  ctx: Ctx,
  roomId: RoomId,
): Promise<{ room: ChatRoomRpc; standing: RoomStanding }> {
  const standing = await requireVisibleRoom(ctx, roomId);
  if (standing.role === null) throw roomNotFound();
  return { room: ctx.objects.room(ctx.tenantId, roomId), standing };
}
