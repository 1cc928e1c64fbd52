import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import { actInRoom } from "./act-in-room";
import { clientId, personId, roomId, tenantSlug } from "./inputs";

export const setMemberRoleInput = z.strictObject({
  tenant: tenantSlug,
  room: roomId,
  person: personId,
  clientId,
  role: z.enum(["owner", "member"]),
});
type Input = z.infer<typeof setMemberRoleInput>;

/** Makes a member an owner of the room, or an owner a member. */
export async function setMemberRole(ctx: Ctx, input: Input): Promise<{ role: Input["role"]; seq: number }> {
  const act = { type: "member.role" as const, person: input.person, role: input.role };
  const { seq } = await actInRoom(ctx, input.room, act, input.clientId);
  return { role: input.role, seq };
}
