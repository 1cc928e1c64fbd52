"use client";

import { Link } from "@/components/ui/link";
import { useFormatter, useTranslations } from "next-intl";
import { useMoney } from "@/components/admin/use-money";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { RunSummary } from "@/lib/playground/protocol";
import { RunState } from "./run-state";
import { useDuration } from "./use-duration";

/** The runs of a set, newest first: what each was asked with and came to. */
export function RunsTable({ slug, set, runs }: { slug: string; set: string; runs: readonly RunSummary[] }) {
  const t = useTranslations("evaluations.runs");
  const version = useTranslations("prompts");
  const format = useFormatter();
  const money = useMoney();
  const duration = useDuration();
  return (
    <Table aria-label={t("label")}>
      <TableHeader>
        <TableRow>
          <TableHead>{t("when")}</TableHead>
          <TableHead>{t("result")}</TableHead>
          <TableHead className="max-md:hidden">{t("prompt")}</TableHead>
          <TableHead className="max-md:hidden">{t("model")}</TableHead>
          <TableHead className="text-end max-sm:hidden">{t("cost")}</TableHead>
          <TableHead className="text-end max-sm:hidden">{t("duration")}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {runs.map((run) => (
          <TableRow key={run.id} data-slot="evaluation-run" className="[&>td]:align-top">
            <TableCell>
              <Link
                href={`/${slug}/admin/playground/evaluations/${set}/runs/${run.id}`}
                className="font-medium underline-offset-2 hover:underline"
              >
                <time dateTime={new Date(run.createdAt).toISOString()}>
                  {format.dateTime(run.createdAt, { dateStyle: "medium", timeStyle: "short" })}
                </time>
              </Link>
              {run.author === null ? null : (
                <span className="block text-xs [overflow-wrap:anywhere] text-muted-foreground">
                  {t("by", { name: run.author })}
                </span>
              )}
            </TableCell>
            <TableCell>
              <RunState run={run} />
            </TableCell>
            <TableCell className="max-md:hidden">
              {run.promptNumber === 0 ? version("empty") : version("version", { number: run.promptNumber })}
            </TableCell>
            <TableCell className="max-w-40 truncate max-md:hidden">{run.model ?? t("own")}</TableCell>
            <TableCell className="text-end max-sm:hidden">{money(run.cost)}</TableCell>
            <TableCell className="text-end max-sm:hidden">
              {run.endedAt === null ? "–" : duration(run.endedAt - run.createdAt)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
