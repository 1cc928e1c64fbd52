import * as z from "zod/mini";
import { endApiKey } from "@/db/queries/api-keys";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { auditOf } from "@/lib/audit/server/append-audit";
import type { KeyView } from "../protocol";
import { keyId, tenantSlug } from "./inputs";
import { keyNotFound } from "./key-refusals";
import { tellMeter } from "./tell-meter";

export const revokeKeyInput = z.strictObject({ tenant: tenantSlug, key: keyId });

/** Ends a key for good. Calls with it are refused from this answer on; a repeat changes nothing and tells the Meter again. */
export async function revokeKey(ctx: Ctx, { key: id }: z.infer<typeof revokeKeyInput>): Promise<{ key: KeyView }> {
  requirePermission(ctx, "key", "manage");
  const ended = await endApiKey(ctx.db, id, ctx.now(), auditOf(ctx, "key.revoked", id));
  if (!ended) throw keyNotFound();
  await tellMeter(ctx, ended.record);
  return { key: ended.view };
}
