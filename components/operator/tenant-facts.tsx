import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { moneyText } from "@/lib/operator/core/quota-text";
import type { TenantDetail } from "@/lib/operator/protocol";
import type { MeterUsage, TenantQuotas } from "@/lib/quotas/protocol";

/** What a tenant is, and what it used this month beside what it may. */
export function TenantFacts({ tenant, usage }: { tenant: TenantDetail; usage: MeterUsage | null }) {
  const t = useTranslations("operator.tenant");
  const format = useFormatter();
  const day = (at: number) => format.dateTime(at, { dateStyle: "medium" });
  return (
    <Card aria-labelledby="facts-title" className="lg:row-span-2">
      <CardHeader>
        <CardTitle id="facts-title">{t("facts")}</CardTitle>
      </CardHeader>
      <CardContent className="flex flex-col gap-4">
        <dl className="flex flex-col gap-2 text-sm">
          <Fact name={t("address")}>/{tenant.slug}</Fact>
          <Fact name={t("id")}>{tenant.id}</Fact>
          <Fact name={t("members")}>{format.number(tenant.members)}</Fact>
          <Fact name={t("created")}>{day(tenant.createdAt)}</Fact>
          {tenant.suspendedAt === null ? null : <Fact name={t("suspendedSince")}>{day(tenant.suspendedAt)}</Fact>}
          {tenant.deletionDueAt === null ? null : <Fact name={t("erasedOn")}>{day(tenant.deletionDueAt)}</Fact>}
        </dl>
        <div className="flex flex-col gap-2">
          <h3 className="text-sm font-semibold">{t("usage")}</h3>
          {usage ? (
            <Usage usage={usage} quotas={tenant.config.quotas} />
          ) : (
            <p className="text-sm text-muted-foreground">{t("usageAway")}</p>
          )}
        </div>
      </CardContent>
    </Card>
  );
}

function Usage({ usage, quotas }: { usage: MeterUsage; quotas: TenantQuotas }) {
  const t = useTranslations("operator.tenant");
  const format = useFormatter();
  const of = (used: string, limit: string | null) => `${used} / ${limit ?? t("unlimited")}`;
  const count = (used: number, limit: number | null) =>
    of(format.number(used), limit === null ? null : format.number(limit));
  const { requestsPerMonth, tokensPerMonth, costPerMonth, concurrentStreams } = quotas;
  return (
    <dl className="flex flex-col gap-2 text-sm">
      <Fact name={t("requests")}>{count(usage.requests, requestsPerMonth)}</Fact>
      <Fact name={t("tokens")}>{count(usage.tokens, tokensPerMonth)}</Fact>
      <Fact name={t("cost")}>{of(moneyText(usage.cost), costPerMonth === null ? null : moneyText(costPerMonth))}</Fact>
      <Fact name={t("streams")}>{count(usage.openStreams, concurrentStreams)}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-4">
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="min-w-0 break-all tabular-nums">{children}</dd>
    </div>
  );
}
