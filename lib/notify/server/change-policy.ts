import * as z from "zod/mini";
import { saveNotifyPolicy } from "@/db/queries/notify";
import { auditOf } from "@/lib/audit/server/append-audit";
import { requirePermission } from "@/lib/access/server/require-permission";
import type { Ctx } from "@/lib/access/ctx";
import { tenantSlug } from "./inputs";

export const changePolicyInput = z.strictObject({ tenant: tenantSlug, hideText: z.boolean() });
type Input = z.infer<typeof changePolicyInput>;

/** Whether mails of this tenant may show what was written. */
export async function changePolicy(ctx: Ctx, { hideText }: Input): Promise<{ policy: { hideText: boolean } }> {
  requirePermission(ctx, "organization", "update");
  await saveNotifyPolicy(ctx.db, { hideText }, auditOf(ctx, "notify_policy.changed", ctx.tenantId, { hideText }));
  return { policy: { hideText } };
}
