"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable, type Column } from "@/components/admin/data-table";
import { useListView } from "@/components/admin/use-list-view";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import type { ComparedCase } from "@/lib/playground/core/compare-runs";
import type { CaseResult } from "@/lib/playground/protocol";
import { matchingRows } from "@/lib/ui/row-list";
import { Expected, useExpected } from "./expected";
import {
  isShown,
  readResults,
  RESULT_LIST,
  SHOWN,
  verdictOf,
  writeResults,
  type ResultColumn,
  type ResultRow,
  type ResultView,
} from "./result-list";
import { ChangeOf, VerdictOf, useFaultsOf } from "./verdict";

/** Each case of a run with its verdict and why, and what it was in the run beside it. */
export function ResultsTable({
  name,
  compared,
  isCompared,
  acts,
}: {
  /** Of the file. */
  name: string;
  compared: readonly ComparedCase[];
  isCompared: boolean;
  acts: ReactNode;
}) {
  const t = useTranslations("evaluations.run");
  const verdicts = useTranslations("evaluations.verdicts");
  const changes = useTranslations("evaluations.changes");
  const expected = useExpected();
  const faultsOf = useFaultsOf();
  const [view, show] = useListView<ResultView>((params) => readResults(params, isCompared), writeResults);
  const rows = compared.map((one, index) => ({ ...one, at: index + 1 })).filter((row) => isShown(row, view.shown));
  const matching = matchingRows(rows, view, RESULT_LIST);
  const count = (change: "better" | "worse") => compared.filter((one) => one.change === change).length;
  const columns: Column<ResultRow, ResultColumn>[] = [
    {
      ...{ id: "at", label: t("at"), sorts: true, end: true, className: "w-12 max-sm:hidden" },
      csv: ({ at }) => String(at),
      cell: ({ at }) => at,
    },
    {
      ...{ id: "question", label: t("case"), sorts: true, className: "max-w-64 min-w-32" },
      csv: ({ now }) => now.question,
      cell: ({ now }) => (
        <>
          <span className="line-clamp-3 font-medium [overflow-wrap:anywhere]" dir="auto">
            {now.question}
          </span>
          <span className="text-xs text-muted-foreground xl:hidden">
            <Expected expects={now.expects} />
          </span>
          {now.result ? (
            <div className="mt-1 text-xs md:hidden">
              <Answer result={now.result} />
            </div>
          ) : null}
        </>
      ),
    },
    {
      ...{ id: "expects", label: t("expects"), className: "max-w-xs max-xl:hidden" },
      csv: ({ now }) => expected(now.expects),
      cell: ({ now }) => <Expected expects={now.expects} />,
    },
    {
      ...{ id: "verdict", label: t("verdict"), sorts: true, className: "max-w-56 min-w-24" },
      csv: (row) => [verdicts(verdictOf(row)), ...faultsOf(row.now.result)].join(". "),
      cell: ({ now }) => <VerdictOf result={now.result} />,
    },
    {
      ...{ id: "answer", label: t("answer"), className: "max-w-md max-md:hidden" },
      csv: ({ now }) => now.result?.answer ?? "",
      cell: ({ now }) => (now.result ? <Answer result={now.result} /> : "–"),
    },
    ...(isCompared
      ? ([
          {
            ...{ id: "change", label: t("change"), sorts: true, csv: ({ change }) => changes(change) },
            cell: (row) => <ChangeOf compared={row} />,
          },
        ] satisfies Column<ResultRow, ResultColumn>[])
      : []),
  ];
  return (
    <DataTable
      headed
      top
      title={t("results")}
      find={t("find")}
      view={view}
      onShow={show}
      matching={matching}
      told={
        matching.length === 0
          ? t("noneShown")
          : isCompared
            ? `${t("better", { count: count("better") })}, ${t("worse", { count: count("worse") })}`
            : t("count", { count: matching.length })
      }
      filter={
        <>
          <Select
            value={view.shown}
            onValueChange={(next) => show({ shown: SHOWN.find((one) => one === next) ?? view.shown })}
          >
            <SelectTrigger aria-label={t("show")} className="w-44">
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              {SHOWN.filter((one) => isCompared || one !== "changed").map((one) => (
                <SelectItem key={one} value={one}>
                  {t(one)}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
          {acts}
        </>
      }
      columns={columns}
      keyOf={({ now }) => now.id}
      rowSlot="evaluation-result"
      rowStateOf={verdictOf}
      csv={name}
    />
  );
}

function Answer({ result: { answer, cited, model, confidence, totalMs } }: { result: CaseResult }) {
  const t = useTranslations("evaluations.run");
  const format = useFormatter();
  return (
    <>
      <span className="line-clamp-4 [overflow-wrap:anywhere]" dir="auto">
        {answer === "" ? t("noAnswer") : answer}
      </span>
      <span className="block text-xs [overflow-wrap:anywhere] text-muted-foreground">
        {[
          cited.length === 0 ? t("noSources") : t("sources", { sources: cited.map(({ title }) => title).join(", ") }),
          ...(model === null ? [] : [model]),
          ...(confidence === null
            ? []
            : [t("confidence", { confidence: format.number(confidence, { style: "percent" }) })]),
          t("ms", { ms: totalMs }),
        ].join(" · ")}
      </span>
    </>
  );
}
