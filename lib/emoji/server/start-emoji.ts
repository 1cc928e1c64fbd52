import * as z from "zod/mini";
import { listEmoji } from "@/db/queries/emoji";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { requireRate } from "@/lib/access/server/require-rate";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { EMOJI_LIMITS } from "../protocol";
import { emojiName, tenantSlug } from "./inputs";
import { nameTaken, pictureRefused, tooMany } from "./refusals";
import { isStandardName } from "./standard-names";
import { emojiUploadPath } from "./tokens";

export const startEmojiInput = z.strictObject({
  tenant: tenantSlug,
  name: emojiName,
  size: z.int().check(z.minimum(1)),
});

const START_RATE = { max: 60, windowMs: 10 * 60_000 };

/** Judges a new emoji's name and says where its picture goes. It exists once the picture is there. */
export async function startEmoji(ctx: Ctx, input: z.infer<typeof startEmojiInput>): Promise<{ url: string }> {
  requirePermission(ctx, "emoji", "create");
  const { person } = ctx.actor;
  if (input.size > EMOJI_LIMITS.bytesMax) throw pictureRefused("bytes");
  if (isStandardName(input.name))
    throw new AppError("conflict", "Everybody has an emoji of this name. Choose another one.", { param: "name" });
  await requireRate(ctx.env, `emoji:${ctx.tenantId}:${person}`, START_RATE, ctx.now());
  const known = await listEmoji(ctx.db);
  if (known.some(({ name }) => name === input.name)) throw nameTaken();
  if (known.length >= EMOJI_LIMITS.perTenantMax) throw tooMany();
  const { name, size } = input;
  const claims = { tenant: ctx.tenantId, person, emoji: newId(), name, size };
  return { url: emojiUploadPath(ctx.env.TICKET_SECRET, claims, ctx.now()) };
}
