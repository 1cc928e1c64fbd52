import * as z from "zod/mini";
import { findApiKey, rerollApiKey } from "@/db/queries/api-keys";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { auditOf } from "@/lib/audit/server/append-audit";
import { newId, type KeyId } from "@/lib/platform/ids";
import { KEY_BOUNDS, REROLL_GRACES, type RerolledKey } from "../protocol";
import { keyId, tenantSlug } from "./inputs";
import { keyEnded, keyNotFound, tooManyKeys } from "./key-refusals";
import { mintKey } from "./mint-key";
import { requireKeyRights } from "./require-rights";
import { tryTellMeter } from "./tell-meter";

const HOUR_MS = 3_600_000;

export const rerollKeyInput = z.strictObject({
  tenant: tenantSlug,
  key: keyId,
  graceHours: z.literal(REROLL_GRACES),
});

/**
 * Replaces a key by one that inherits everything from it. The old one ends after the grace, and never later than it
 * would have. The new one is told in this answer only, so it is answered even when the Meter could not be told.
 */
export async function rerollKey(
  ctx: Ctx,
  { key: oldId, graceHours }: z.infer<typeof rerollKeyInput>,
): Promise<RerolledKey> {
  requirePermission(ctx, "key", "manage");
  const old = await findApiKey(ctx.db, oldId);
  if (!old) throw keyNotFound();
  requireKeyRights(ctx, old.view.scopes);
  const id = newId<KeyId>();
  const { text, secretHash, shown } = await mintKey(ctx.env, { tenantId: ctx.tenantId, keyId: id });
  const rerolled = await rerollApiKey(
    ctx.db,
    oldId,
    { id, secretHash, shown, createdBy: ctx.actor.person },
    { nowMs: ctx.now(), graceMs: graceHours * HOUR_MS, max: KEY_BOUNDS.livingMax },
    auditOf(ctx, "key.rerolled", oldId, { key: id, graceHours }),
  );
  if (rerolled.status !== "done") throw rerolled.status === "ended" ? keyEnded() : tooManyKeys();
  // The new one first: there is no moment without a key.
  await tryTellMeter(ctx, rerolled.key.record);
  const oldTold = await tryTellMeter(ctx, rerolled.old.record);
  return { key: rerolled.key.view, text, oldEndsAt: rerolled.old.view.endsAt ?? ctx.now(), oldTold };
}
