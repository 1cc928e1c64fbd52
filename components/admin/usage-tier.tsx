"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { TIER_SIZES } from "@/lib/models/core/route";
import { TIER_KEY_LIMITS, TIER_QUOTAS, TIER_USER_REQUESTS_PER_MINUTE } from "@/lib/quotas/core/tiers";
import { TIERS, type MeterUsage, type TenantQuotas, type Tier } from "@/lib/quotas/protocol";
import { cn } from "@/lib/ui/cn";
import { useMoney } from "./use-money";

interface Row {
  id: "requests" | "tokens" | "cost" | "streams" | "sizes" | "perUser" | "perKey";
  used: string | null;
  of(tier: Tier): string;
  /** What was agreed with this tenant instead of what its tier brings. */
  own?: string | undefined;
}

/** What each tier brings along, which one the tenant has, and what is used of it this month. */
export function UsageTier({
  tier,
  ownQuotas,
  month,
}: {
  tier: Tier;
  ownQuotas: Partial<TenantQuotas>;
  month: MeterUsage | null;
}) {
  const t = useTranslations("usage.tier");
  const format = useFormatter();
  const money = useMoney();
  const number = (value: number) => format.number(value);
  const limit = (value: number | null | undefined, write = number) => (value == null ? t("unlimited") : write(value));
  const quota = (id: Row["id"], name: keyof TenantQuotas, used: number | undefined, write = number): Row => ({
    id,
    used: used === undefined ? null : write(used),
    of: (one) => limit(TIER_QUOTAS[one][name], write),
    own: name in ownQuotas ? limit(ownQuotas[name], write) : undefined,
  });
  const rows: Row[] = [
    quota("requests", "requestsPerMonth", month?.requests),
    quota("tokens", "tokensPerMonth", month?.tokens),
    quota("cost", "costPerMonth", month?.cost, money),
    quota("streams", "concurrentStreams", month?.openStreams),
    { id: "sizes", used: null, of: (one) => TIER_SIZES[one].map((size) => t(`sizes.${size}`)).join(", ") },
    { id: "perUser", used: null, of: (one) => limit(TIER_USER_REQUESTS_PER_MINUTE[one]) },
    { id: "perKey", used: null, of: (one) => limit(TIER_KEY_LIMITS[one].requestsPerMinute) },
  ];
  return (
    <Card aria-labelledby="usage-tier">
      <CardHeader>
        <CardTitle id="usage-tier">{t("title", { tier: t(`tiers.${tier}`) })}</CardTitle>
        <CardDescription className="col-span-2">{t("help")}</CardDescription>
      </CardHeader>
      <CardContent>
        <Table aria-labelledby="usage-tier">
          <TableHeader>
            <TableRow>
              <TableHead>{t("what")}</TableHead>
              <TableHead className="text-end">{t("used")}</TableHead>
              {TIERS.map((one) => (
                <TableHead key={one} className={cn("text-end", one !== tier && "max-md:hidden")}>
                  {one === tier ? (
                    <Badge variant="accent">{t("yours", { tier: t(`tiers.${one}`) })}</Badge>
                  ) : (
                    t(`tiers.${one}`)
                  )}
                </TableHead>
              ))}
            </TableRow>
          </TableHeader>
          <TableBody>
            {rows.map(({ id, used, of, own }) => (
              <TableRow key={id}>
                <TableHead scope="row" className="h-9 font-normal whitespace-normal text-foreground">
                  {t(`rows.${id}`)}
                </TableHead>
                <TableCell className="h-9 text-end text-muted-foreground">{used ?? t("notCounted")}</TableCell>
                {TIERS.map((one) => (
                  <TableCell
                    key={one}
                    className={cn("h-9 text-end", one === tier ? "font-medium" : "text-muted-foreground max-md:hidden")}
                  >
                    {one === tier && own !== undefined ? (
                      <>
                        {own}
                        <span className="block text-xs font-normal text-muted-foreground">{t("agreed")}</span>
                      </>
                    ) : (
                      of(one)
                    )}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </CardContent>
    </Card>
  );
}
