import * as z from "zod/mini";
import { findTenantFacts, type TenantFacts } from "@/db/queries/operators";
import { readTenantConfig } from "@/db/queries/tenant-config";
import { AppError } from "@/lib/platform/errors";
import type { TenantId } from "@/lib/platform/ids";
import type { Tier } from "@/lib/quotas/protocol";
import { toTenantConfig } from "@/lib/tenants/server/show-config";
import type { TenantDetail, TenantSummary } from "../protocol";
import { tenantId } from "./inputs";
import type { OperatorCtx } from "./operator-ctx";

export const getTenantInput = z.strictObject({ id: tenantId });

/** One tenant with its configuration. */
export async function getTenant(ctx: OperatorCtx, { id }: z.infer<typeof getTenantInput>): Promise<TenantDetail> {
  const [facts, row] = await Promise.all([requireTenant(ctx, id), readTenantConfig(ctx.tenant(id))]);
  return { ...toSummary(facts, row.tier), config: toTenantConfig(row) };
}

/** @throws AppError `not_found`. */
export async function requireTenant(ctx: OperatorCtx, id: TenantId): Promise<TenantFacts> {
  const facts = await findTenantFacts(ctx.auth, id);
  if (!facts) throw new AppError("not_found", "There is no such tenant.", { param: "id" });
  return facts;
}

export function toSummary(facts: TenantFacts, tier: Tier): TenantSummary {
  const { suspendedAt, deletionDueAt } = facts;
  const state = deletionDueAt !== null ? "deleted" : suspendedAt !== null ? "suspended" : "active";
  return { ...facts, state, tier };
}
