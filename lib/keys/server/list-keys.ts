import * as z from "zod/mini";
import { listApiKeys } from "@/db/queries/api-keys";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { KEY_BOUNDS, type KeyView } from "../protocol";
import { tenantSlug } from "./inputs";
import { retellMeter } from "./tell-meter";

export const listKeysInput = z.strictObject({ tenant: tenantSlug });

/** The tenant's keys, the newest first, ended ones among them. Never the keys themselves. */
export async function listKeys(ctx: Ctx, _input: z.infer<typeof listKeysInput>): Promise<{ keys: KeyView[] }> {
  requirePermission(ctx, "key", "manage");
  const [rows] = await Promise.all([listApiKeys(ctx.db, KEY_BOUNDS.listedMax), retellMeter(ctx)]);
  return { keys: rows.map(({ view }) => view) };
}
