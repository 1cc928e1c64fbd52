import { countOpenReports as count } from "@/db/queries/reports";
import type { Ctx } from "@/lib/access/ctx";
import { allows } from "@/lib/access/server/require-permission";

/** How many reported messages wait; 0 for whoever may not see them. */
export async function countOpenReports(ctx: Ctx): Promise<number> {
  return allows(ctx, "message", "moderate") ? await count(ctx.db) : 0;
}
