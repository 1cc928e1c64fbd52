import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import { AppError } from "@/lib/platform/errors";
import { roomId, tenantSlug } from "@/lib/rooms/server/inputs";
import { unwrap } from "@/lib/rooms/server/refusal";
import type { LaterItem } from "../protocol";
import { actLater } from "./act-later";
import { momentField, seqField } from "./inputs";

export const saveMessageInput = z.strictObject({
  tenant: tenantSlug,
  room: roomId,
  seq: seqField,
  /** Null: no longer kept. */
  state: z.nullable(z.enum(["todo", "done"])),
  /** Absent: as it is. Null: no reminder. */
  remindAt: z.optional(z.nullable(momentField)),
});
type Input = z.infer<typeof saveMessageInput>;

/**
 * Keeps a message for later, with or without a reminder. One that the actor may not read, that is deleted or that never
 * was gets one answer. To be done with it or let it go needs no access: who left a room may still tidy up.
 */
export async function saveMessage(ctx: Ctx, input: Input): Promise<{ item: LaterItem | null }> {
  const { room, seq, state, remindAt } = input;
  if (state === "todo") await requireReadable(ctx, input);
  return actLater(ctx, { type: "saved.set", room, seq, state, ...(remindAt === undefined ? {} : { remindAt }) });
}

async function requireReadable(ctx: Ctx, { room, seq }: Input): Promise<void> {
  const answer = await ctx.objects.room(ctx.tenantId, room).messages(ctx.tenantId, ctx.actor.person, { seqs: [seq] });
  const missing = new AppError("not_found", "No such message.", { param: "seq" });
  if (answer.status === "refused" && answer.code === "not_found") throw missing;
  const [message] = unwrap(answer).messages;
  if (!message || message.deletedAt !== null) throw missing;
}
