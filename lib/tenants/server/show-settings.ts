import { linkPreviewsOn } from "@/db/queries/tenant-settings";
import { requirePermission } from "@/lib/access/server/require-permission";
import type { SessionCtx } from "@/lib/access/server/session-ctx";

/** What the tenant chose for itself. */
export async function showSettings(ctx: SessionCtx): Promise<{ linkPreviews: boolean }> {
  requirePermission(ctx, "organization", "update");
  return { linkPreviews: await linkPreviewsOn(ctx.db) };
}
