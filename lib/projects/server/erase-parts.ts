import { listConversations } from "@/db/queries/conversations";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { eraseKnowledge } from "@/lib/knowledge/server/manage-knowledge";
import { AppError } from "@/lib/platform/errors";
import type { ProjectId } from "@/lib/platform/ids";

/** As many as one request may ask objects for. */
const CONVERSATIONS_AT_ONCE = 200;

/**
 * Erases what was said to a halted project, portion by portion, then what it knows. False when there is more: whoever asked
 * asks again.
 * @throws AppError `unavailable` when a portion could not be erased, so that nobody asks for ever.
 */
export async function eraseParts(ctx: SessionCtx, id: ProjectId): Promise<boolean> {
  const said = await listConversations(ctx.db, { limit: CONVERSATIONS_AT_ONCE, before: null, projectId: id });
  await Promise.all(said.map((conversation) => ctx.objects.visit(ctx.tenantId, conversation.id).forget(ctx.tenantId)));
  const [left] = await listConversations(ctx.db, { limit: 1, before: null, projectId: id });
  if (left && left.id === said[0]?.id) {
    throw new AppError("unavailable", "Its conversations could not be erased yet. Try again in a moment.");
  }
  if (left) return false;
  await eraseKnowledge(ctx, id);
  return true;
}
