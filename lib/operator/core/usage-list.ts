import { readListView, writeListView, type ListView } from "@/lib/ui/list-view";
import type { TenantFigures } from "../protocol";

export const USAGE_COLUMNS = ["cost", "name", "members", "today", "calls", "failed", "tokens"] as const;
export type UsageColumn = (typeof USAGE_COLUMNS)[number];

export const readUsageList = (params: { get(name: string): string | null }) => readListView(params, USAGE_COLUMNS);
export const writeUsageList = (view: ListView<UsageColumn>) => writeListView(view, USAGE_COLUMNS);

const FIGURES: Record<Exclude<UsageColumn, "name">, (tenant: TenantFigures) => number> = {
  cost: ({ month }) => month.cost,
  members: ({ members }) => members,
  today: ({ today }) => today.calls,
  calls: ({ month }) => month.calls,
  failed: ({ month }) => month.failed,
  tokens: ({ month }) => month.tokens,
};

/** The tenants that are looked for. Figures begin with the greatest, names with A; `down` is the other way round. */
export function matchingTenants(
  tenants: readonly TenantFigures[],
  { query, sort, down }: Pick<ListView<UsageColumn>, "query" | "sort" | "down">,
): TenantFigures[] {
  const words = query.trim().toLowerCase();
  const found = tenants.filter(({ name, slug }) => `${name} ${slug}`.toLowerCase().includes(words));
  const byName = (a: TenantFigures, b: TenantFigures) => a.name.localeCompare(b.name) || a.slug.localeCompare(b.slug);
  if (sort === "name") found.sort(byName);
  else found.sort((a, b) => FIGURES[sort](b) - FIGURES[sort](a) || byName(a, b));
  return down ? found.toReversed() : found;
}
