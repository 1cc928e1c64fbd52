import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import type { RoomMember } from "../protocol";
import { roomId, tenantSlug } from "./inputs";
import { unwrap } from "./refusal";
import { roomNotFound } from "./require-room";

export const listMembersInput = z.strictObject({ tenant: tenantSlug, room: roomId });
type Input = z.infer<typeof listMembersInput>;

/** The room's members as of now, from the room itself. For members only. */
export async function listMembers(ctx: Ctx, input: Input): Promise<{ members: RoomMember[] }> {
  const answer = await ctx.objects.room(ctx.tenantId, input.room).members(ctx.tenantId, ctx.actor.person);
  if (answer.status === "refused" && answer.code === "not_found") throw roomNotFound();
  const { members } = unwrap(answer);
  return { members };
}
