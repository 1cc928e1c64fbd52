import * as z from "zod/mini";
import { findConversation } from "@/db/queries/conversations";
import { eraseConversationRows } from "@/db/queries/conversations-list";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { auditOf } from "@/lib/audit/server/append-audit";
import { AppError } from "@/lib/platform/errors";
import { conversationId } from "./inputs";
import { conversationNotFound, requireReader } from "./rights";

export const eraseConversationInput = z.strictObject({ tenant: z.string(), conversation: conversationId });

/**
 * Takes what was said out of the conversation's object, the archive and Postgres. The object first: what it has not brought
 * here yet could come back.
 * @throws AppError `not_found`, for a foreign and an erased one as well; `unavailable`: nothing or not all of it is gone.
 */
export async function eraseConversation(
  ctx: Ctx,
  { conversation: id }: z.infer<typeof eraseConversationInput>,
): Promise<{ erased: true }> {
  requireReader(ctx);
  requirePermission(ctx, "project", "manage");
  if (!(await findConversation(ctx.db, id))) throw conversationNotFound();
  try {
    await ctx.objects.visit(ctx.tenantId, id).forget(ctx.tenantId);
  } catch (cause) {
    throw new AppError("unavailable", "The conversation could not be erased. Try again in a moment.", { cause });
  }
  if (!(await eraseConversationRows(ctx.db, id, auditOf(ctx, "conversation.erased", id)))) throw conversationNotFound();
  return { erased: true };
}
