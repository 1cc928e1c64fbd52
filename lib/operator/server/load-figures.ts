import { listAllTenants } from "@/db/queries/operators";
import { readTenantConfig } from "@/db/queries/tenant-config";
import { sumUsage } from "@/db/queries/usage";
import type { UsageSum } from "@/lib/quotas/protocol";
import type { CallSums, InstallationFigures, TenantFigures } from "../protocol";
import { toSummary } from "./get-tenant";
import type { OperatorCtx } from "./operator-ctx";

const DAY_MS = 86_400_000;
const DAYS = 30;
/** Each tenant's rows can be read under its own name only, so each is asked by itself. */
export const FIGURES_TENANTS_MAX = 1_000;
const AT_ONCE = 8;

/** Every tenant with what it used today and in the last thirty days, those that used most first. */
export async function loadFigures(ctx: OperatorCtx): Promise<InstallationFigures> {
  const until = ctx.now();
  const today = until - (until % DAY_MS);
  const from = today - (DAYS - 1) * DAY_MS;
  const { tenants, total } = await listAllTenants(ctx.auth, { query: "", page: 1, size: FIGURES_TENANTS_MAX });
  const figures: TenantFigures[] = [];
  for (let at = 0; at < tenants.length; at += AT_ONCE) {
    const some = tenants.slice(at, at + AT_ONCE).map(async (facts): Promise<TenantFigures> => {
      const db = ctx.tenant(facts.id);
      const [{ tier }, days] = await Promise.all([readTenantConfig(db), sumUsage(db, { from, until, by: "day" })]);
      const now = new Date(today).toISOString().slice(0, 10);
      return { ...toSummary(facts, tier), today: add(days.filter(({ group }) => group === now)), month: add(days) };
    });
    figures.push(...(await Promise.all(some)));
  }
  figures.sort((a, b) => b.month.cost - a.month.cost || b.month.calls - a.month.calls);
  return { tenants: figures, cut: total > tenants.length, from, until };
}

function add(days: readonly UsageSum[]): CallSums {
  const sums: CallSums = { calls: 0, failed: 0, tokens: 0, cost: 0 };
  for (const { requests, failed, promptTokens, completionTokens, cost } of days) {
    sums.calls += requests;
    sums.failed += failed;
    sums.tokens += promptTokens + completionTokens;
    sums.cost += cost;
  }
  return sums;
}
