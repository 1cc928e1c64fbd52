"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import type { MeterUsage, TenantQuotas } from "@/lib/quotas/protocol";
import { AwayNotice } from "./away-notice";
import { useMoney } from "./use-money";

/** This month against the quotas, exact at the moment it was loaded. */
export function UsageMonth({ month, quotas, zone }: { month: MeterUsage | null; quotas: TenantQuotas; zone: string }) {
  const t = useTranslations("usage");
  const format = useFormatter();
  const money = useMoney();
  if (month === null) return <AwayNotice title={t("away")} help={t("awayHelp")} retry={t("retry")} />;
  const number = (value: number) => format.number(value);
  const day = (at: number) => format.dateTime(at, { day: "numeric", month: "long", timeZone: zone });
  const { requests, tokens, cost, reservedTokens, reservedCost, openStreams } = month;
  return (
    <Card aria-labelledby="usage-month">
      <CardHeader>
        <CardTitle id="usage-month">{t("month")}</CardTitle>
        <CardDescription>
          {/* The last day, not the midnight after it. */}
          {t("monthSpan", { from: day(month.from), until: day(month.until - 1), zone: zone.replaceAll("_", " ") })}
        </CardDescription>
      </CardHeader>
      <CardContent className="flex flex-col gap-4">
        <dl className="grid grid-cols-2 gap-x-8 gap-y-4 max-sm:grid-cols-1">
          <Quota label={t("requests")} used={requests} quota={quotas.requestsPerMonth} write={number} />
          <Quota label={t("tokens")} used={tokens + reservedTokens} quota={quotas.tokensPerMonth} write={number} />
          <Quota label={t("cost")} used={cost + reservedCost} quota={quotas.costPerMonth} write={money} />
          <Quota label={t("streams")} used={openStreams} quota={quotas.concurrentStreams} write={number} />
        </dl>
        {reservedTokens > 0 || reservedCost > 0 ? (
          <p className="text-xs text-muted-foreground">
            {t("reserved", { tokens: number(reservedTokens), cost: money(reservedCost) })}
          </p>
        ) : null}
      </CardContent>
    </Card>
  );
}

function Quota({
  label,
  used,
  quota,
  write,
}: {
  label: string;
  used: number;
  quota: number | null;
  write(value: number): string;
}) {
  const t = useTranslations("usage");
  return (
    <div data-slot="usage-quota" className="flex flex-col gap-1">
      <dt className="text-xs font-medium text-muted-foreground">{label}</dt>
      <dd className="flex flex-col gap-1.5 text-sm tabular-nums">
        <span className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="font-medium">
            {quota === null
              ? t("noQuota", { used: write(used) })
              : t("ofQuota", { used: write(used), quota: write(quota) })}
          </span>
          {quota === null ? null : (
            <span className={used >= quota ? "text-xs text-warning" : "text-xs text-muted-foreground"}>
              {used >= quota ? t("usedUp") : t("left", { left: write(quota - used) })}
            </span>
          )}
        </span>
        {quota === null ? null : <Progress aria-label={label} value={Math.min(used, quota)} max={Math.max(quota, 1)} />}
      </dd>
    </div>
  );
}
