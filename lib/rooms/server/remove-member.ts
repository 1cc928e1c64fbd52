import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import { actInRoom } from "./act-in-room";
import { clientId, personId, roomId, tenantSlug } from "./inputs";

export const removeMemberInput = z.strictObject({ tenant: tenantSlug, room: roomId, person: personId, clientId });
type Input = z.infer<typeof removeMemberInput>;

/** Removes a person from a room. When this answers, no further byte of the room reaches them. */
export async function removeMember(ctx: Ctx, input: Input): Promise<{ removed: true; seq: number }> {
  const act = { type: "member.remove" as const, person: input.person };
  const { seq } = await actInRoom(ctx, input.room, act, input.clientId);
  return { removed: true, seq };
}
