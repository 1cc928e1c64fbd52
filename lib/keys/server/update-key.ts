import * as z from "zod/mini";
import { findApiKey, updateApiKey } from "@/db/queries/api-keys";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { auditOf } from "@/lib/audit/server/append-audit";
import type { KeyView } from "../protocol";
import { keyChoices, keyId, tenantSlug } from "./inputs";
import { keyFacts } from "./key-facts";
import { keyEnded, keyNotFound } from "./key-refusals";
import { requireKeyRights } from "./require-rights";
import { tellMeter } from "./tell-meter";

export const updateKeyInput = z.strictObject({ tenant: tenantSlug, key: keyId, ...keyChoices });

/** Gives a key another name, scopes, limits, models and tools. What it may do from now on is what is named here. */
export async function updateKey(
  ctx: Ctx,
  { tenant: _, key: id, ...choices }: z.infer<typeof updateKeyInput>,
): Promise<{ key: KeyView }> {
  requirePermission(ctx, "key", "manage");
  if (!(await findApiKey(ctx.db, id))) throw keyNotFound();
  requireKeyRights(ctx, choices.scopes);
  const changed = await updateApiKey(
    ctx.db,
    id,
    choices,
    ctx.now(),
    auditOf(ctx, "key.changed", id, keyFacts(choices)),
  );
  if (!changed) throw keyEnded();
  await tellMeter(ctx, changed.record);
  return { key: changed.view };
}
