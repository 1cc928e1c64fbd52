import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import type { MessageEdit } from "../protocol";
import { roomId, seqFromOne, tenantSlug } from "./inputs";
import { unwrap } from "./refusal";
import { requireMembership } from "./require-room";

export const listEditsInput = z.strictObject({ tenant: tenantSlug, room: roomId, seq: seqFromOne });
type Input = z.infer<typeof listEditsInput>;

/** Every text of a message, oldest first, for its author and whoever runs the room or the tenant; the room is the judge. */
export async function listEdits(ctx: Ctx, input: Input): Promise<{ edits: MessageEdit[] }> {
  const { room } = await requireMembership(ctx, input.room);
  const actor = { person: ctx.actor.person, tenantRole: ctx.actor.role };
  const { edits } = unwrap(await room.edits(ctx.tenantId, actor, input.seq));
  return { edits };
}
