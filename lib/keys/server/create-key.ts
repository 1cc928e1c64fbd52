import * as z from "zod/mini";
import { insertApiKey } from "@/db/queries/api-keys";
import type { Ctx } from "@/lib/access/ctx";
import { auditOf } from "@/lib/audit/server/append-audit";
import { AppError } from "@/lib/platform/errors";
import { newId, type KeyId } from "@/lib/platform/ids";
import { KEY_BOUNDS, type MadeKey } from "../protocol";
import { keyFacts } from "./key-facts";
import { keyChoices, tenantSlug } from "./inputs";
import { tooManyKeys } from "./key-refusals";
import { mintKey } from "./mint-key";
import { requireKeyRights } from "./require-rights";
import { tryTellMeter } from "./tell-meter";

export const createKeyInput = z.strictObject({
  tenant: tenantSlug,
  ...keyChoices,
  /** Milliseconds since 1970; null: never. */
  expiresAt: z.nullable(z.int()),
});

/** Makes a key. The answer is the only place where it is told; a Meter that was not told of it looks it up. */
export async function createKey(ctx: Ctx, { tenant: _, ...wish }: z.infer<typeof createKeyInput>): Promise<MadeKey> {
  requireKeyRights(ctx, wish.scopes);
  const nowMs = ctx.now();
  if (wish.expiresAt !== null && wish.expiresAt <= nowMs)
    throw new AppError("invalid_request", "A key expires in the future, or never.", { param: "expiresAt" });
  const id = newId<KeyId>();
  const { text, secretHash, shown } = await mintKey(ctx.env, { tenantId: ctx.tenantId, keyId: id });
  const made = await insertApiKey(
    ctx.db,
    { id, secretHash, shown, createdBy: ctx.actor.person, ...wish },
    { nowMs, max: KEY_BOUNDS.livingMax },
    auditOf(ctx, "key.created", id, keyFacts(wish)),
  );
  if (!made) throw tooManyKeys();
  await tryTellMeter(ctx, made.record);
  return { key: made.view, text };
}
