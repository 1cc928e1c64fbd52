import * as z from "zod/mini";
import { findEmoji, removeEmoji as forgetEmoji } from "@/db/queries/emoji";
import { auditOf } from "@/lib/audit/server/append-audit";
import { requirePermission } from "@/lib/access/server/require-permission";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { callRealtime } from "./call-realtime";
import { emojiId, tenantSlug } from "./inputs";
import { emojiNotFound } from "./refusals";
import { emojiDropPath } from "./tokens";

export const removeEmojiInput = z.strictObject({ tenant: tenantSlug, emoji: emojiId });

/**
 * Deletes an emoji: whoever added it may, and administrators. Where it stands in messages its name is shown from then
 * on. Bytes first, so that a row always says where some may still lie.
 */
export async function removeEmoji(ctx: SessionCtx, input: z.infer<typeof removeEmojiInput>): Promise<object> {
  const emoji = await findEmoji(ctx.db, input.emoji);
  if (!emoji) throw emojiNotFound();
  requirePermission(ctx, "emoji", emoji.author === ctx.actor.person ? "create" : "delete");
  const claims = { tenant: ctx.tenantId, emoji: emoji.id };
  await callRealtime(ctx, "DELETE", emojiDropPath(ctx.env.TICKET_SECRET, claims, ctx.now()));
  await forgetEmoji(ctx.db, emoji.id, auditOf(ctx, "emoji.deleted", emoji.id));
  return {};
}
