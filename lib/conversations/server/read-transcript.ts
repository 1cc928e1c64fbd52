import { findConversation, listConversationMessages } from "@/db/queries/conversations";
import { listProjectNames } from "@/db/queries/conversations-list";
import type { Ctx } from "@/lib/access/ctx";
import type { KeptConversation } from "@/lib/assistant/kept";
import type { ConversationId } from "@/lib/platform/ids";
import type { Transcript } from "../protocol";
import { conversationNotFound, mayEraseConversations, requireReader } from "./rights";

/** At once on a page; a file has all of them. */
const MESSAGES_SHOWN = 500;

/**
 * One conversation, without what was said in it.
 * @throws AppError `not_found`: foreign, missing, erased, or not theirs to read.
 */
export async function getConversation(ctx: Ctx, id: ConversationId): Promise<KeptConversation> {
  requireReader(ctx);
  const conversation = await findConversation(ctx.db, id);
  if (!conversation) throw conversationNotFound();
  return conversation;
}

/**
 * One conversation with what was said in it.
 * @throws AppError `not_found`: foreign, missing, erased, or not theirs to read.
 */
export async function readTranscript(ctx: Ctx, id: ConversationId, max = MESSAGES_SHOWN): Promise<Transcript> {
  const [conversation, messages, projects] = await Promise.all([
    getConversation(ctx, id),
    listConversationMessages(ctx.db, id, { after: 0, limit: max + 1 }),
    listProjectNames(ctx.db),
  ]);
  return {
    conversation,
    projectName: projects.find((project) => project.id === conversation.projectId)?.name ?? null,
    messages: messages.slice(0, max),
    cut: messages.length > max,
    mayErase: mayEraseConversations(ctx),
  };
}
