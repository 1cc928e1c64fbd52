import * as z from "zod/mini";
import { setLinkPreviews as saveLinkPreviews } from "@/db/queries/tenant-settings";
import { auditOf } from "@/lib/audit/server/append-audit";
import { requirePermission } from "@/lib/access/server/require-permission";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { tenantSlug } from "./inputs";

export const setLinkPreviewsInput = z.strictObject({ tenant: tenantSlug, on: z.boolean() });

/** Whether links of messages are looked at, from the next message on. Previews that are there stay. */
export async function setLinkPreviews(
  ctx: SessionCtx,
  { on }: z.infer<typeof setLinkPreviewsInput>,
): Promise<{ on: boolean }> {
  requirePermission(ctx, "organization", "update");
  await saveLinkPreviews(ctx.db, on, auditOf(ctx, "tenant.settings_changed", ctx.tenantId, { linkPreviews: on }));
  return { on };
}
