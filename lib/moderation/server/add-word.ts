import * as z from "zod/mini";
import { addFilterWord } from "@/db/queries/word-filter";
import type { Ctx } from "@/lib/access/ctx";
import { auditOf } from "@/lib/audit/server/append-audit";
import { requirePermission } from "@/lib/access/server/require-permission";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { readFilterWord, wordKey, type WordFault } from "../core/filter-word";
import { MODERATION_LIMITS, type FilterWord } from "../protocol";
import { tenantSlug, wordAction, wordText } from "./inputs";
import { tellRooms } from "./tell-rooms";

const FAULTS: Record<WordFault, string> = {
  empty: "Write a word or phrase.",
  too_long: `A word or phrase has at most ${MODERATION_LIMITS.wordCharsMax} characters.`,
  star_inside: "A * stands at the beginning or the end only.",
  no_word: "Write at least one letter, digit or emoji.",
};

export const addWordInput = z.strictObject({ tenant: tenantSlug, text: wordText, action: wordAction });

/** Adds a word or phrase to the tenant's filter. It holds for messages from now on. */
export async function addWord(
  ctx: Ctx,
  { text: raw, action }: z.infer<typeof addWordInput>,
): Promise<{ word: FilterWord & { id: string } }> {
  requirePermission(ctx, "message", "moderate");
  const read = readFilterWord(raw);
  if (!read.ok) throw new AppError("invalid_request", FAULTS[read.fault], { param: "text" });
  const word = { id: newId(), text: read.text, action };
  const added = await addFilterWord(
    ctx.db,
    { ...word, key: wordKey(read.pattern), addedBy: ctx.actor.person },
    MODERATION_LIMITS.wordsMax,
    auditOf(ctx, "word.added", word.id, { text: word.text, action }),
  );
  if (added === "exists") throw new AppError("conflict", "The list has this word already.", { param: "text" });
  if (added === "full")
    throw new AppError("conflict", `The list is full: it has ${MODERATION_LIMITS.wordsMax} entries.`, {
      param: "text",
    });
  await tellRooms(ctx);
  return { word };
}
