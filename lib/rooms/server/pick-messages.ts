import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import type { MessageView } from "../protocol";
import { roomId, tenantSlug } from "./inputs";
import { unwrap } from "./refusal";
import { roomNotFound } from "./require-room";

/** Messages of one call. */
const PICKED_MAX = 100;
const SEQS = new RegExp(`^[1-9]\\d{0,14}(?:,[1-9]\\d{0,14}){0,${PICKED_MAX - 1}}$`);

export const pickMessagesInput = z.strictObject({
  tenant: tenantSlug,
  room: roomId,
  /** Up to 100 places, with commas between them. */
  seqs: z.pipe(
    z.string().check(z.regex(SEQS, `Up to ${PICKED_MAX} numbers with commas between them.`)),
    z.transform((text) => text.split(",").map(Number)),
  ),
});
type Input = z.infer<typeof pickMessagesInput>;

/** Single messages of a room the actor is in, as they stand now. One that is not there is left out; a deleted one says so. */
export async function pickMessages(ctx: Ctx, { room, seqs }: Input): Promise<{ messages: MessageView[] }> {
  const answer = await ctx.objects.room(ctx.tenantId, room).messages(ctx.tenantId, ctx.actor.person, { seqs });
  if (answer.status === "refused" && answer.code === "not_found") throw roomNotFound();
  return { messages: unwrap(answer).messages };
}
