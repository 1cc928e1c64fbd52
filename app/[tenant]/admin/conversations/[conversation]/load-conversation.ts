import { notFound } from "next/navigation";
import { cache } from "react";
import { orNotFound } from "@/lib/access/server/or-not-found";
import { requirePage, type SessionCtx } from "@/lib/access/server/session-ctx";
import type { KeptConversation } from "@/lib/assistant/kept";
import { getConversation } from "@/lib/conversations/server/read-transcript";
import { isUuid, type ConversationId } from "@/lib/platform/ids";

/**
 * The conversation of a page and who looks at it: administrators and agents; a foreign, missing or erased one is no page,
 * as for everybody else. Asked once per request, however many components need it.
 */
export const loadConversation = cache(
  async (tenant: string, id: string): Promise<{ ctx: SessionCtx; conversation: KeptConversation }> => {
    const ctx = await requirePage(tenant);
    if (!isUuid(id)) notFound();
    return { ctx, conversation: await orNotFound(getConversation(ctx, id as ConversationId)) };
  },
);
