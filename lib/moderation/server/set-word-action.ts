import * as z from "zod/mini";
import { setFilterWordAction } from "@/db/queries/word-filter";
import type { Ctx } from "@/lib/access/ctx";
import { auditOf } from "@/lib/audit/server/append-audit";
import { requirePermission } from "@/lib/access/server/require-permission";
import type { WordAction } from "../protocol";
import { tenantSlug, wordAction, wordId } from "./inputs";
import { tellRooms } from "./tell-rooms";
import { wordNotFound } from "./word-not-found";

export const setWordActionInput = z.strictObject({ tenant: tenantSlug, word: wordId, action: wordAction });

/** Changes what happens to messages with this word, from now on. */
export async function setWordAction(
  ctx: Ctx,
  { word, action }: z.infer<typeof setWordActionInput>,
): Promise<{ action: WordAction }> {
  requirePermission(ctx, "message", "moderate");
  const audit = auditOf(ctx, "word.changed", word, { action });
  if (!(await setFilterWordAction(ctx.db, word, action, audit))) throw wordNotFound();
  await tellRooms(ctx);
  return { action };
}
