import * as z from "zod/mini";
import { searchConversations, type ConversationWish, type FoundConversation } from "@/db/queries/conversations-list";
import type { TenantDb } from "@/db/client";
import type { Ctx } from "@/lib/access/ctx";
import { appendAudit, auditOf } from "@/lib/audit/server/append-audit";
import { toCsv } from "@/lib/tenants/core/csv";
import { fileResponse } from "./file-response";
import { conversationSearch, wishOf } from "./inputs";
import { requireReader } from "./rights";

const ROWS_AT_ONCE = 500;
const LAST_WORDS_CHARS = 2_000;

export const exportConversationsInput = z.strictObject({ tenant: z.string(), ...conversationSearch });

/** The matching conversations as a table. That it was taken is an entry of the log. */
export async function exportConversations(
  ctx: Ctx,
  { tenant: _, ...search }: z.infer<typeof exportConversationsInput>,
): Promise<Response> {
  requireReader(ctx);
  await appendAudit(ctx.db, auditOf(ctx, "conversations.exported", ctx.tenantId));
  const texts = csvOf(ctx.db, wishOf(search));
  const encoder = new TextEncoder();
  // Asked for more only as fast as the other side reads.
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await texts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await texts.return(undefined);
    },
  });
  return fileResponse(ctx, `${ctx.tenantSlug}-conversations.csv`, "text/csv", body);
}

const COLUMNS: Record<string, (row: FoundConversation) => string> = {
  id: ({ id }) => id,
  assistant: ({ projectName, projectId }) => projectName ?? projectId,
  visitor: ({ visitorName, visitorId }) => visitorName ?? visitorId,
  language: ({ language }) => language,
  state: ({ state }) => state,
  outcome: ({ outcome }) => outcome ?? "",
  turns: ({ turns }) => String(turns),
  ups: ({ ups }) => String(ups),
  downs: ({ downs }) => String(downs),
  first_question: ({ preview }) => preview,
  last_words: ({ lastText }) => lastText ?? "",
  page: ({ pageUrl }) => pageUrl ?? "",
  begun_at: ({ createdAt }) => new Date(createdAt).toISOString(),
  last_at: ({ updatedAt }) => new Date(updatedAt).toISOString(),
};

/** One mark for spreadsheets at the beginning, and no cell that is run as a formula. */
async function* csvOf(db: TenantDb, wish: Omit<ConversationWish, "before" | "limit">): AsyncGenerator<string> {
  yield toCsv([Object.keys(COLUMNS)]);
  for (let before: ConversationWish["before"] = null; ;) {
    const rows: FoundConversation[] = await searchConversations(
      db,
      { ...wish, before, limit: ROWS_AT_ONCE },
      LAST_WORDS_CHARS,
    );
    if (rows.length > 0) yield toCsv(rows.map((row) => Object.values(COLUMNS).map((cell) => cell(row)))).slice(1);
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_AT_ONCE) return;
    before = { at: last.updatedAt, id: last.id };
  }
}
