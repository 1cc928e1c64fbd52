"use client";

import { Link } from "@/components/ui/link";
import { useFormatter, useTranslations } from "next-intl";
import { DataTable, type Column } from "@/components/admin/data-table";
import { useMoney } from "@/components/admin/use-money";
import { useRowList } from "@/components/admin/use-row-list";
import type { RunSummary } from "@/lib/playground/protocol";
import { RunState } from "./run-state";
import { useDuration } from "./use-duration";

const NANO = 1_000_000_000;

type RunColumn = "when" | "result" | "prompt" | "model" | "cost" | "duration";

/** The runs of a set, newest first: what each was asked with and came to. */
export function RunsTable({
  slug,
  set,
  runs,
}: {
  slug: string;
  set: { id: string; name: string };
  runs: readonly RunSummary[];
}) {
  const t = useTranslations("evaluations.runs");
  const states = useTranslations("evaluations.states");
  const version = useTranslations("prompts");
  const format = useFormatter();
  const money = useMoney();
  const duration = useDuration();
  const promptOf = ({ promptNumber: number }: RunSummary) =>
    number === 0 ? version("empty") : version("version", { number });
  const modelOf = ({ model }: RunSummary) => model ?? t("own");
  const tookMs = ({ createdAt, endedAt }: RunSummary) => (endedAt === null ? null : endedAt - createdAt);
  const { matching, ...shown } = useRowList<RunSummary, RunColumn>(runs, {
    columns: ["when", "result", "prompt", "model", "cost", "duration"],
    falling: ["when", "result", "prompt", "cost", "duration"],
    textOf: (run) => [run.author ?? "", states(run.state), promptOf(run), modelOf(run)].join(" "),
    valueOf(run, column) {
      switch (column) {
        case "when":
          return run.createdAt;
        case "result":
          return run.total === 0 ? null : run.passed / run.total;
        case "prompt":
          return run.promptNumber;
        case "model":
          return modelOf(run);
        case "cost":
          return run.cost;
        case "duration":
          return tookMs(run);
        default:
          return column satisfies never;
      }
    },
  });
  const columns: Column<RunSummary, RunColumn>[] = [
    {
      ...{ id: "when", label: t("when"), sorts: true, csv: ({ createdAt }) => new Date(createdAt).toISOString() },
      cell: ({ id, createdAt, author }) => (
        <>
          <Link
            href={`/${slug}/admin/playground/evaluations/${set.id}/runs/${id}`}
            className="font-medium underline-offset-2 hover:underline"
          >
            <time dateTime={new Date(createdAt).toISOString()}>
              {format.dateTime(createdAt, { dateStyle: "medium", timeStyle: "short" })}
            </time>
          </Link>
          {author === null ? null : (
            <span className="block text-xs [overflow-wrap:anywhere] text-muted-foreground">
              {t("by", { name: author })}
            </span>
          )}
        </>
      ),
    },
    {
      ...{ id: "result", label: t("result"), sorts: true, csv: ({ passed, total }) => `${passed} / ${total}` },
      cell: (run) => <RunState run={run} />,
    },
    {
      ...{ id: "prompt", label: t("prompt"), sorts: true, csv: promptOf, cell: promptOf },
      className: "max-md:hidden",
    },
    {
      ...{ id: "model", label: t("model"), sorts: true, csv: modelOf, cell: modelOf },
      className: "max-w-40 truncate max-md:hidden",
    },
    {
      ...{ id: "cost", label: t("cost"), sorts: true, end: true, className: "max-sm:hidden" },
      csv: ({ cost }) => (cost / NANO).toFixed(9),
      cell: ({ cost }) => money(cost),
    },
    {
      ...{ id: "duration", label: t("duration"), sorts: true, end: true, className: "max-sm:hidden" },
      csv: (run) => String(tookMs(run) ?? ""),
      cell: (run) => {
        const ms = tookMs(run);
        return ms === null ? "–" : duration(ms);
      },
    },
  ];
  return (
    <DataTable
      headed
      top
      title={t("label")}
      find={t("find")}
      {...shown}
      matching={matching}
      told={matching.length === 0 ? t("noMatch") : t("count", { count: matching.length })}
      columns={columns}
      keyOf={({ id }) => id}
      rowSlot="evaluation-run"
      csv={`${set.name}-runs.csv`}
    />
  );
}
