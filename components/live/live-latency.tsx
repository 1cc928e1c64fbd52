"use client";

import { useTranslations } from "next-intl";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { CallSpan } from "@/lib/observe/protocol";
import { useDuration } from "./use-duration";

const PARTS = ["p50", "p95", "p99"] as const;

/** How long calls of the last minutes took. */
export function LiveLatency({ span }: { span: CallSpan }) {
  const t = useTranslations("live");
  const duration = useDuration();
  return (
    <Card aria-labelledby="live-latency">
      <CardHeader>
        <CardTitle id="live-latency">{t("latency")}</CardTitle>
        <CardDescription>{t("latencyHelp", { minutes: span.minutes })}</CardDescription>
      </CardHeader>
      <CardContent>
        <Table aria-label={t("latency")}>
          <TableHeader>
            <TableRow>
              <TableHead>{t("measure")}</TableHead>
              <TableHead className="text-end">{t("half")}</TableHead>
              <TableHead className="text-end">{t("p95")}</TableHead>
              <TableHead className="text-end">{t("p99")}</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {(["firstToken", "whole"] as const).map((measure) => (
              <TableRow key={measure}>
                <TableCell>{t(measure)}</TableCell>
                {PARTS.map((part) => {
                  const ms = span[measure][part];
                  return (
                    <TableCell key={part} className="text-end tabular-nums">
                      {ms === null ? t("none") : duration(ms)}
                    </TableCell>
                  );
                })}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </CardContent>
    </Card>
  );
}
