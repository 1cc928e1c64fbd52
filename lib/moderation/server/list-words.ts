import { listFilterWords } from "@/db/queries/word-filter";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import type { FilterWordView } from "../protocol";

/** The tenant's word filter, for its administrators. */
export async function listWords(ctx: Ctx): Promise<{ words: FilterWordView[] }> {
  requirePermission(ctx, "message", "moderate");
  return { words: await listFilterWords(ctx.db) };
}
