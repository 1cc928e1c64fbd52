"use client";

import { ChartColumn } from "lucide-react";
import { Link } from "@/components/ui/link";
import { useFormatter, useTranslations } from "next-intl";
import { useMoney } from "@/components/admin/use-money";
import { Card, CardAction, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { InstallationPulse } from "@/lib/observe/protocol";
import { addSums, countBy } from "@/lib/operator/core/sums";
import type { InstallationFigures, InstallationHealth } from "@/lib/operator/protocol";
import { TIERS } from "@/lib/quotas/protocol";
import { Figure } from "./figure";
import { OverviewNow } from "./overview-now";

const MOST = 5;

/** All tenants together: who they are, what they used, and how things stand now. */
export function OperatorOverview({
  figures,
  installation,
  build,
}: {
  figures: InstallationFigures;
  installation: InstallationPulse | null;
  build: InstallationHealth["build"];
}) {
  const t = useTranslations("operator.overview");
  const format = useFormatter();
  const money = useMoney();
  const { tenants, cut, until } = figures;
  const today = addSums(tenants.map((tenant) => tenant.today));
  const month = addSums(tenants.map((tenant) => tenant.month));
  const most = tenants.filter((tenant) => tenant.month.calls > 0).slice(0, MOST);
  const number = (value: number) => format.number(value);
  const rows = [
    { name: t("calls"), of: (sums: typeof today) => number(sums.calls) },
    { name: t("failed"), of: (sums: typeof today) => number(sums.failed) },
    { name: t("tokens"), of: (sums: typeof today) => number(sums.tokens) },
    { name: t("cost"), of: (sums: typeof today) => money(sums.cost) },
  ];
  return (
    <>
      <dl className="grid grid-cols-3 gap-3 max-md:grid-cols-1">
        <Figure
          name={t("tenants")}
          value={number(tenants.length)}
          more={t(
            "tenantsMore",
            countBy(tenants, ["active", "suspended", "deleted"], ({ state }) => state),
          )}
        />
        <Figure
          name={t("tiers")}
          value={number(tenants.length)}
          more={t(
            "tiersMore",
            countBy(tenants, TIERS, ({ tier }) => tier),
          )}
        />
        <Figure
          name={t("members")}
          value={number(tenants.reduce((sum, { members }) => sum + members, 0))}
          more={t("membersMore")}
        />
      </dl>
      {cut ? <p className="text-xs text-muted-foreground">{t("cut", { count: tenants.length })}</p> : null}
      <OverviewNow installation={installation} now={until} />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
        <Card aria-labelledby="overview-used">
          <CardHeader>
            <CardTitle id="overview-used">{t("calls")}</CardTitle>
            <CardDescription>{t("utc")}</CardDescription>
          </CardHeader>
          <CardContent>
            <Table aria-label={t("calls")}>
              <TableHeader>
                <TableRow>
                  <TableHead>{t("measure")}</TableHead>
                  <TableHead className="text-end">{t("today")}</TableHead>
                  <TableHead className="text-end">{t("days")}</TableHead>
                </TableRow>
              </TableHeader>
              <TableBody>
                {rows.map(({ name, of }) => (
                  <TableRow key={name}>
                    <TableCell>{name}</TableCell>
                    <TableCell className="text-end tabular-nums">{of(today)}</TableCell>
                    <TableCell className="text-end tabular-nums">{of(month)}</TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </CardContent>
        </Card>
        <Card aria-labelledby="overview-most">
          <CardHeader>
            <CardTitle id="overview-most">{t("most")}</CardTitle>
            <CardDescription>{t("days")}</CardDescription>
            <CardAction>
              <Button asChild variant="outline" size="sm">
                <Link href="/operator/usage">{t("toUsage")}</Link>
              </Button>
            </CardAction>
          </CardHeader>
          <CardContent>
            {most.length === 0 ? (
              <EmptyState icon={ChartColumn} title={t("none")} className="p-0">
                {t("noneBody")}
              </EmptyState>
            ) : (
              <Table aria-label={t("most")}>
                <TableHeader>
                  <TableRow>
                    <TableHead>{t("tenants")}</TableHead>
                    <TableHead className="text-end">{t("calls")}</TableHead>
                    <TableHead className="text-end">{t("cost")}</TableHead>
                  </TableRow>
                </TableHeader>
                <TableBody>
                  {most.map((tenant) => (
                    <TableRow key={tenant.id}>
                      <TableCell className="max-w-48">
                        <Link
                          href={`/operator/tenants/${tenant.id}`}
                          className="block truncate underline-offset-4 hover:underline"
                        >
                          {tenant.name}
                        </Link>
                      </TableCell>
                      <TableCell className="text-end tabular-nums">{number(tenant.month.calls)}</TableCell>
                      <TableCell className="text-end tabular-nums">{money(tenant.month.cost)}</TableCell>
                    </TableRow>
                  ))}
                </TableBody>
              </Table>
            )}
          </CardContent>
        </Card>
      </div>
      <p className="text-xs text-muted-foreground">
        {t("version")} {build.version} · {t("schema")} {build.schema}
      </p>
    </>
  );
}
