import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import type { RoomMeta, RoomRole } from "../protocol";
import { roomId, tenantSlug } from "./inputs";
import { requireVisibleRoom } from "./require-room";

export const getRoomInput = z.strictObject({ tenant: tenantSlug, room: roomId });
type Input = z.infer<typeof getRoomInput>;

/** A room the actor is in, or a public channel they may join (`role` is null then). */
export async function getRoom(ctx: Ctx, input: Input): Promise<{ room: RoomMeta; role: RoomRole | null }> {
  const { meta, role } = await requireVisibleRoom(ctx, input.room);
  return { room: meta, role };
}
