"use client";

import { useTranslations } from "next-intl";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { ChartConfig } from "@/components/ui/chart";
import type { Unit } from "@/lib/reporting/protocol";
import type { Datum } from "./series";
import { useDay, useFigure } from "./use-figure";

/** What a chart draws, in figures. The newest day first. */
export function DayTable({
  title,
  unit,
  data,
  config,
}: {
  title: string;
  unit: Unit;
  data: readonly Datum[];
  config: ChartConfig;
}) {
  const t = useTranslations("reports.chart");
  const write = useFigure();
  const day = useDay();
  const keys = Object.entries(config);
  return (
    <Table aria-label={title}>
      <TableHeader>
        <TableRow>
          <TableHead>{t("day")}</TableHead>
          {keys.map(([key, { label }]) => (
            <TableHead key={key} className="text-end">
              {label}
            </TableHead>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {data.toReversed().map((datum) => (
          <TableRow key={datum.day}>
            <TableHead scope="row" className="font-normal text-foreground">
              {day(datum.day)}
            </TableHead>
            {keys.map(([key]) => {
              const value = datum[key];
              return (
                <TableCell key={key} className="h-8 py-1 text-end">
                  {write(unit, typeof value === "number" ? value : null, true)}
                </TableCell>
              );
            })}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
