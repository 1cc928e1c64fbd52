import * as z from "zod/mini";
import { findConversationsByName } from "@/db/queries/conversations-list";
import type { Ctx } from "@/lib/access/ctx";
import { requireRate } from "@/lib/access/server/require-rate";
import { CONVERSATION_BOUNDS, type FoundConversation } from "../protocol";
import { requireReader } from "./rights";

const { findCharsMin, foundMax, textCharsMax } = CONVERSATION_BOUNDS;
/** The newest of a tenant: what is older is found where conversations are listed. */
const AMONG = 10_000;
const PER_MINUTE = { max: 120, windowMs: 60_000 };

export const findConversationsInput = z.object({
  tenant: z.string(),
  find: z.string().check(z.trim(), z.minLength(findCharsMin), z.maxLength(textCharsMax)),
});

/** A few conversations by the visitor's name or what they began with, for somebody who types. */
export async function findConversations(
  ctx: Ctx,
  { find }: Omit<z.infer<typeof findConversationsInput>, "tenant">,
): Promise<{ conversations: FoundConversation[] }> {
  requireReader(ctx);
  await requireRate(ctx.env, `find-conversations|${ctx.tenantId}|${ctx.actor.person}`, PER_MINUTE, ctx.now());
  // U+0000 is no text to Postgres.
  const text = find.replaceAll("\0", "");
  if (text.length < findCharsMin) return { conversations: [] };
  return { conversations: await findConversationsByName(ctx.db, { text, limit: foundMax, among: AMONG }) };
}
