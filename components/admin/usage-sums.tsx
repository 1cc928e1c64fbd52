"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Card, CardAction, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { CsvButton } from "@/components/ui/csv-button";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { UsageReport } from "@/lib/quotas/protocol";
import { useMoney } from "./use-money";

/** Usage by one thing, the dearest first. */
export function UsageSums({
  title,
  head,
  sums,
  nameOf,
  file,
}: {
  title: string;
  head: string;
  sums: UsageReport["keys"];
  nameOf(group: string): string;
  file: string;
}) {
  const t = useTranslations("usage");
  const format = useFormatter();
  const money = useMoney();
  const estimated = sums.reduce((sum, row) => sum + row.estimated, 0);
  const csv = sums.map(({ group, requests, failed, promptTokens, completionTokens, cost }) => [
    nameOf(group),
    ...[requests, failed, promptTokens, completionTokens].map(String),
    (cost / 1e9).toFixed(9),
  ]);
  const titles = [head, t("requests"), t("failed"), t("prompt"), t("completion")];
  return (
    <Card aria-label={title}>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
        <CardAction>
          <CsvButton name={file} rows={[[...titles, "USD"], ...csv]}>
            {t("export")}
          </CsvButton>
        </CardAction>
      </CardHeader>
      <CardContent className="flex flex-col gap-2">
        <Table aria-label={title}>
          <TableHeader>
            <TableRow>
              <TableHead>{head}</TableHead>
              <TableHead className="text-end">{t("requests")}</TableHead>
              <TableHead className="text-end max-md:hidden">{t("failed")}</TableHead>
              <TableHead className="text-end max-md:hidden">{t("prompt")}</TableHead>
              <TableHead className="text-end max-md:hidden">{t("completion")}</TableHead>
              <TableHead className="text-end">{t("cost")}</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {sums.map(({ group, requests, failed, promptTokens, completionTokens, cost }) => (
              <TableRow key={group} data-slot="usage-sum">
                <TableCell className="max-w-72 max-md:max-w-44">
                  <span className="block truncate" title={nameOf(group)}>
                    {nameOf(group)}
                  </span>
                </TableCell>
                <TableCell className="text-end">{format.number(requests)}</TableCell>
                <TableCell className="text-end max-md:hidden">{format.number(failed)}</TableCell>
                <TableCell className="text-end max-md:hidden">{format.number(promptTokens)}</TableCell>
                <TableCell className="text-end max-md:hidden">{format.number(completionTokens)}</TableCell>
                <TableCell className="text-end">{money(cost)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
        {estimated > 0 ? <p className="text-xs text-muted-foreground">{t("estimated", { count: estimated })}</p> : null}
      </CardContent>
    </Card>
  );
}
