"use client";

import { useTimeZone, useTranslations } from "next-intl";
import { DayFigure } from "@/components/reports/day-figure";
import { Card, CardAction, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { CsvButton } from "@/components/ui/csv-button";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { fillDays } from "@/lib/quotas/core/fill-days";
import type { UsageReport } from "@/lib/quotas/protocol";
import { dayAt } from "@/lib/reporting/core/days";

const FIRST = "var(--chart-1)";
const SECOND = "var(--chart-3)";
const MEASURES = ["requests", "tokens", "cost"] as const;
const NOTHING = { requests: 0, failed: 0, promptTokens: 0, completionTokens: 0, cost: 0 };

/** A bar for each day, and the same as a table. */
export function UsageDays({ report, file }: { report: UsageReport; file: string }) {
  const t = useTranslations("usage");
  const zone = useTimeZone() ?? "UTC";
  const span = { first: dayAt(report.from, zone), last: dayAt(report.until, zone) };
  const days = fillDays<typeof NOTHING>(report.days, span, NOTHING);
  const data = days.map(({ group, requests, failed, promptTokens, completionTokens, cost }) => ({
    ...{ day: group, requests, failed, promptTokens, completionTokens, cost },
  }));
  const figures = {
    requests: {
      unit: "count",
      config: { requests: { label: t("requests"), color: FIRST }, failed: { label: t("failed"), color: SECOND } },
      stacked: false,
    },
    tokens: {
      unit: "tokens",
      config: {
        promptTokens: { label: t("prompt"), color: FIRST },
        completionTokens: { label: t("completion"), color: SECOND },
      },
      stacked: true,
    },
    cost: { unit: "money", config: { cost: { label: t("cost"), color: FIRST } }, stacked: false },
  } as const;
  const head = [t("day"), t("requests"), t("failed"), t("prompt"), t("completion"), "USD"];
  const csv = days.map(({ group, requests, failed, promptTokens, completionTokens, cost }) => [
    group,
    ...[requests, failed, promptTokens, completionTokens].map(String),
    (cost / 1e9).toFixed(9),
  ]);
  return (
    <Card aria-labelledby="usage-days">
      <CardHeader>
        <CardTitle id="usage-days">{t("days")}</CardTitle>
        <CardAction>
          <CsvButton name={file} rows={[head, ...csv]}>
            {t("export")}
          </CsvButton>
        </CardAction>
      </CardHeader>
      <CardContent>
        <Tabs defaultValue="requests">
          <TabsList aria-label={t("measure")}>
            {MEASURES.map((measure) => (
              <TabsTrigger key={measure} value={measure}>
                {t(measure)}
              </TabsTrigger>
            ))}
          </TabsList>
          {MEASURES.map((measure) => (
            <TabsContent key={measure} value={measure}>
              <DayFigure title={t(measure)} {...figures[measure]} data={data} empty={false} />
            </TabsContent>
          ))}
        </Tabs>
      </CardContent>
    </Card>
  );
}
