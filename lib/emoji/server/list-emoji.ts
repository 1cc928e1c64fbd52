import * as z from "zod/mini";
import { listEmoji as queryEmoji } from "@/db/queries/emoji";
import type { Ctx } from "@/lib/access/ctx";
import type { EmojiList } from "../protocol";
import { tenantSlug } from "./inputs";

export const listEmojiInput = z.strictObject({ tenant: tenantSlug });

/** The tenant's own emoji by name, for everybody in it: a guest reads messages that have them. */
export async function listEmoji(ctx: Ctx, _input: z.infer<typeof listEmojiInput>): Promise<EmojiList> {
  return { emoji: await queryEmoji(ctx.db) };
}
