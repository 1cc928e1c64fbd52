import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import type { RoomMeta } from "../protocol";
import { actInRoom } from "./act-in-room";
import { clientId, roomId, tenantSlug } from "./inputs";

export const joinRoomInput = z.strictObject({ tenant: tenantSlug, room: roomId, clientId });
type Input = z.infer<typeof joinRoomInput>;

/** Joins a public channel. A private room answers as if it did not exist. */
export async function joinRoom(ctx: Ctx, input: Input): Promise<{ room: RoomMeta; seq: number }> {
  const { meta, seq } = await actInRoom(ctx, input.room, { type: "member.join" }, input.clientId);
  return { room: meta, seq };
}
