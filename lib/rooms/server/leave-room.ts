import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import { actInRoom } from "./act-in-room";
import { clientId, roomId, tenantSlug } from "./inputs";

export const leaveRoomInput = z.strictObject({ tenant: tenantSlug, room: roomId, clientId });
type Input = z.infer<typeof leaveRoomInput>;

/** Leaves a channel or group; the actor's sockets there are closed before this answers. */
export async function leaveRoom(ctx: Ctx, input: Input): Promise<{ left: true; seq: number }> {
  const { seq } = await actInRoom(ctx, input.room, { type: "member.leave" }, input.clientId);
  return { left: true, seq };
}
