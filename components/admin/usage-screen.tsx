"use client";

import { ChartColumn } from "lucide-react";
import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { KeyView } from "@/lib/keys/protocol";
import type { ProjectView } from "@/lib/projects/protocol";
import type { TenantQuotas, Tier, UsageReport } from "@/lib/quotas/protocol";
import { UsageDays } from "./usage-days";
import { UsageMonth } from "./usage-month";
import { UsageRange } from "./usage-range";
import { UsageSums } from "./usage-sums";
import { UsageTier } from "./usage-tier";

export interface UsageScreenProps {
  slug: string;
  report: UsageReport;
  days: number;
  quotas: TenantQuotas;
  tier: Tier;
  /** What was agreed with this tenant instead of what its tier brings. */
  ownQuotas: Partial<TenantQuotas>;
  /** Whose midnight begins the month. */
  zone: string;
  keys: readonly Pick<KeyView, "id" | "name" | "shown">[];
  /** Assistants call models as keys do. */
  projects: readonly Pick<ProjectView, "id" | "name">[];
}

/** What the tenant used: this month against its quotas, then by day, key and model. */
export function UsageScreen({ slug, report, days, quotas, tier, ownQuotas, zone, keys, projects }: UsageScreenProps) {
  const t = useTranslations("usage");
  const names = new Map([
    ...keys.map(({ id, name, shown }) => [String(id), `${name} (${shown})`] as const),
    ...projects.map(({ id, name }) => [String(id), t("assistant", { name })] as const),
  ]);
  const nothing = report.days.length === 0;
  return (
    <>
      <UsageMonth month={report.month} quotas={quotas} zone={zone} />
      <div className="flex flex-col gap-2">
        <UsageRange slug={slug} days={days} />
        {report.madeUp > 0 ? (
          <p data-slot="usage-made-up" className="text-xs text-muted-foreground">
            {t("madeUp", { count: report.madeUp })}
          </p>
        ) : null}
      </div>
      {nothing ? (
        <EmptyState
          icon={ChartColumn}
          title={t("none")}
          className="p-0"
          actions={
            <Button asChild variant="outline">
              <Link href={`/${slug}/admin/keys`}>{t("toKeys")}</Link>
            </Button>
          }
        >
          {t("noneBody")}
        </EmptyState>
      ) : (
        <>
          <UsageDays report={report} file={`${slug}-usage-by-day.csv`} />
          <UsageSums
            by="key"
            sums={report.keys}
            nameOf={(id) => names.get(id) ?? t("unknownKey", { id: id.slice(0, 8) })}
            file={`${slug}-usage-by-key.csv`}
          />
          <UsageSums by="model" sums={report.models} nameOf={(id) => id} file={`${slug}-usage-by-model.csv`} />
        </>
      )}
      <UsageTier tier={tier} ownQuotas={ownQuotas} month={report.month} />
    </>
  );
}
