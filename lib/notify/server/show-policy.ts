import { readNotifyPolicy } from "@/db/queries/notify";
import { requirePermission } from "@/lib/access/server/require-permission";
import type { Ctx } from "@/lib/access/ctx";

/** What the administrators decided about everybody's notifications. */
export async function showPolicy(ctx: Ctx): Promise<{ hideText: boolean }> {
  requirePermission(ctx, "organization", "update");
  return readNotifyPolicy(ctx.db);
}
