import type { Ctx } from "@/lib/access/ctx";
import { allows } from "@/lib/access/server/require-permission";
import { AppError } from "@/lib/platform/errors";

/** Who answers visitors reads what they and the assistant said. */
export function mayReadConversations(ctx: Pick<Ctx, "actor">): boolean {
  return allows(ctx, "visitor", "answer");
}

/** Who looks after the assistants. */
export function mayEraseConversations(ctx: Pick<Ctx, "actor">): boolean {
  return allows(ctx, "project", "manage");
}

/**
 * For everybody else there are no conversations.
 * @throws AppError `not_found`.
 */
export function requireReader(ctx: Pick<Ctx, "actor">): void {
  if (!mayReadConversations(ctx)) throw conversationNotFound();
}

export function conversationNotFound(): AppError {
  return new AppError("not_found", "There is no such conversation.");
}
