import * as z from "zod/mini";
import { countOpenReports as count } from "@/db/queries/reports";
import type { Ctx } from "@/lib/access/ctx";
import { allows, requirePermission } from "@/lib/access/server/require-permission";
import type { OpenReports } from "../protocol";
import { tenantSlug } from "./inputs";

export const showOpenReportsInput = z.strictObject({ tenant: tenantSlug });

/** How many reported messages wait; 0 for whoever may not see them. */
export async function countOpenReports(ctx: Ctx): Promise<number> {
  return allows(ctx, "message", "moderate") ? await count(ctx.db) : 0;
}

/** The same as an answer, for administrators alone. */
export async function showOpenReports(ctx: Ctx, _input: z.infer<typeof showOpenReportsInput>): Promise<OpenReports> {
  requirePermission(ctx, "message", "moderate");
  return { open: await countOpenReports(ctx) };
}
