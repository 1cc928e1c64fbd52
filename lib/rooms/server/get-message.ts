import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import { AppError } from "@/lib/platform/errors";
import type { MessageView } from "../protocol";
import { roomId, seqFromOne, tenantSlug } from "./inputs";
import { unwrap } from "./refusal";
import { requireMembership } from "./require-room";

export const getMessageInput = z.strictObject({ tenant: tenantSlug, room: roomId, seq: seqFromOne });
type Input = z.infer<typeof getMessageInput>;

/** One message as it stands now: what a permalink leads to. Of a reply, `thread` says where it belongs. */
export async function getMessage(ctx: Ctx, input: Input): Promise<{ message: MessageView }> {
  const { room } = await requireMembership(ctx, input.room);
  const { messages } = unwrap(await room.messages(ctx.tenantId, ctx.actor.person, { seqs: [input.seq] }));
  const message = messages[0];
  if (!message) throw new AppError("not_found", "There is no such message.", { param: "seq" });
  return { message };
}
