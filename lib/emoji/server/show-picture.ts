import * as z from "zod/mini";
import { findEmoji } from "@/db/queries/emoji";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { emojiId, tenantSlug } from "./inputs";
import { callRealtime } from "./call-realtime";
import { emojiNotFound } from "./refusals";
import { emojiReadPath } from "./tokens";

export const showPictureInput = z.strictObject({ tenant: tenantSlug, emoji: emojiId });

/** The bytes of an emoji, for people of its tenant. They lie with the realtime Worker, which trusts our signature. */
export async function showPicture(ctx: SessionCtx, input: z.infer<typeof showPictureInput>): Promise<Response> {
  const emoji = await findEmoji(ctx.db, input.emoji);
  if (!emoji) throw emojiNotFound();
  const claims = { tenant: ctx.tenantId, emoji: emoji.id, type: emoji.type };
  const answer = await callRealtime(ctx, "GET", emojiReadPath(ctx.env.TICKET_SECRET, claims, ctx.now()));
  if (answer.status === 404) throw emojiNotFound();
  return answer;
}
