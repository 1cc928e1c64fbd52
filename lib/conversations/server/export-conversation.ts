import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import { appendAudit, auditOf } from "@/lib/audit/server/append-audit";
import { transcriptText } from "../core/transcript-text";
import { fileResponse } from "./file-response";
import { conversationId } from "./inputs";
import { readTranscript } from "./read-transcript";

const MESSAGES_MAX = 10_000;

export const exportConversationInput = z.strictObject({
  tenant: z.string(),
  conversation: conversationId,
  format: z.enum(["json", "txt"]),
});

/** One conversation as a file. That it was taken is an entry of the log. */
export async function exportConversation(
  ctx: Ctx,
  { conversation: id, format }: z.infer<typeof exportConversationInput>,
): Promise<Response> {
  const { conversation, projectName, messages } = await readTranscript(ctx, id, MESSAGES_MAX);
  await appendAudit(ctx.db, auditOf(ctx, "conversation.exported", id, { format }));
  const body =
    format === "json"
      ? `${JSON.stringify({ conversation: { ...conversation, projectName }, messages }, null, 2)}\n`
      : transcriptText(conversation, projectName, messages);
  return fileResponse(ctx, `conversation-${id}.${format}`, format === "json" ? "application/json" : "text/plain", body);
}
