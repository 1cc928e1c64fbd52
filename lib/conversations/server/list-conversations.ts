import * as z from "zod/mini";
import { listProjectNames, searchConversations } from "@/db/queries/conversations-list";
import type { Ctx } from "@/lib/access/ctx";
import { CONVERSATION_BOUNDS, type ConversationList } from "../protocol";
import { listWish, wishOf } from "./inputs";
import { requireReader } from "./rights";

/** A page of the tenant's conversations, newest first, as an address asks for it. */
export async function listConversations(ctx: Ctx, asked: Record<string, unknown>): Promise<ConversationList> {
  requireReader(ctx);
  const { before, ...search } = z.parse(listWish, asked);
  const { pageSize, lastWordsChars } = CONVERSATION_BOUNDS;
  const [rows, projects] = await Promise.all([
    searchConversations(ctx.db, { ...wishOf(search), before, limit: pageSize + 1 }, lastWordsChars),
    listProjectNames(ctx.db),
  ]);
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    search,
    projects,
    conversations: shown.map(({ lastRole, lastText, ...row }) => ({
      ...row,
      last: lastRole === null ? null : { role: lastRole, text: lastText ?? "" },
    })),
    newest: before === null,
    older: rows.length > pageSize && last ? `${last.updatedAt}.${last.id}` : null,
  };
}
