"use client";

import { useFormatter, useTimeZone, useTranslations } from "next-intl";
import { Card, CardAction, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { CsvButton } from "@/components/ui/csv-button";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { wallAt } from "@/lib/later/core/when";
import { fillDays } from "@/lib/quotas/core/fill-days";
import type { UsageReport } from "@/lib/quotas/protocol";
import { BarChart } from "./bar-chart";
import { useMoney } from "./use-money";

const MEASURES = ["requests", "tokens", "cost"] as const;
/** Columns of figures that a phone has room for: requests and money. */
const NARROW = new Set([1, 5]);
const NOTHING = { requests: 0, failed: 0, promptTokens: 0, completionTokens: 0, cost: 0 };

/** A bar for each day, and the same as a table. */
export function UsageDays({ report, file }: { report: UsageReport; file: string }) {
  const t = useTranslations("usage");
  const format = useFormatter();
  const money = useMoney();
  const zone = useTimeZone() ?? "UTC";
  const span = { first: dayAt(report.from, zone), last: dayAt(report.until, zone) };
  const days = fillDays<typeof NOTHING>(report.days, span, NOTHING);
  const number = (value: number) => format.number(value);
  // The text is a day of the calendar, with no moment of any zone.
  const day = (text: string) => format.dateTime(new Date(text), { dateStyle: "medium", timeZone: "UTC" });
  const head = [t("day"), t("requests"), t("failed"), t("prompt"), t("completion"), t("cost")];
  const cells = days.map(({ group, requests, failed, promptTokens, completionTokens, cost }) => ({
    group,
    numbers: [requests, failed, promptTokens, completionTokens].map(number),
    cost: money(cost),
  }));
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
          <CsvButton name={file} rows={[[...head.slice(0, -1), "USD"], ...csv]}>
            {t("export")}
          </CsvButton>
        </CardAction>
      </CardHeader>
      <CardContent className="flex flex-col gap-3">
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
              <BarChart
                measure={t(measure)}
                bars={days.map((row) => ({
                  label: day(row.group),
                  value: measure === "tokens" ? row.promptTokens + row.completionTokens : row[measure],
                }))}
                write={measure === "cost" ? money : number}
              />
            </TabsContent>
          ))}
        </Tabs>
        <details className="text-sm">
          <summary className="w-fit cursor-pointer rounded-sm text-muted-foreground hover:text-foreground">
            {t("table")}
          </summary>
          <Table aria-label={t("days")} className="mt-2">
            <TableHeader>
              <TableRow>
                {head.map((title, at) => (
                  <TableHead
                    key={title}
                    className={at === 0 ? "" : NARROW.has(at) ? "text-end" : "text-end max-md:hidden"}
                  >
                    {title}
                  </TableHead>
                ))}
              </TableRow>
            </TableHeader>
            <TableBody>
              {cells.toReversed().map(({ group, numbers, cost }) => (
                <TableRow key={group}>
                  <TableCell className="h-8 py-1 whitespace-nowrap">{day(group)}</TableCell>
                  {[...numbers, cost].map((text, at) => (
                    <TableCell
                      key={head[at + 1]}
                      className={NARROW.has(at + 1) ? "h-8 py-1 text-end" : "h-8 py-1 text-end max-md:hidden"}
                    >
                      {text}
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </details>
      </CardContent>
    </Card>
  );
}

/** The day of a moment, as the ledger names it. */
function dayAt(at: number, zone: string): string {
  const { year, month, day } = wallAt(at, zone);
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}
