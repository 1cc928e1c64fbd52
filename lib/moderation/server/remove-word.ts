import * as z from "zod/mini";
import { removeFilterWord } from "@/db/queries/word-filter";
import type { Ctx } from "@/lib/access/ctx";
import { auditOf } from "@/lib/audit/server/append-audit";
import { requirePermission } from "@/lib/access/server/require-permission";
import { tenantSlug, wordId } from "./inputs";
import { tellRooms } from "./tell-rooms";
import { wordNotFound } from "./word-not-found";

export const removeWordInput = z.strictObject({ tenant: tenantSlug, word: wordId });

/** Takes a word off the filter. Reports it made stay. */
export async function removeWord(ctx: Ctx, { word }: z.infer<typeof removeWordInput>): Promise<{ removed: true }> {
  requirePermission(ctx, "message", "moderate");
  if (!(await removeFilterWord(ctx.db, word, auditOf(ctx, "word.removed", word)))) throw wordNotFound();
  await tellRooms(ctx);
  return { removed: true };
}
