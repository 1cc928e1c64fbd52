"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Field } from "@/components/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { ComparedCase } from "@/lib/playground/core/compare-runs";
import type { CaseResult, RunCase } from "@/lib/playground/protocol";
import { Expected } from "./expected";

const SHOWN = ["all", "changed", "notPassed"] as const;
type Shown = (typeof SHOWN)[number];

const LOOKS = { pass: "accent", fail: "destructive", error: "warning", waiting: "outline" } as const;
const CHANGES = { better: "accent", worse: "destructive", same: "outline", new: "outline" } as const;

/** Each case of a run with its verdict and why, and what it was in the run beside it. */
export function ResultsTable({
  compared,
  isCompared,
  acts,
}: {
  compared: readonly ComparedCase[];
  isCompared: boolean;
  acts: ReactNode;
}) {
  const t = useTranslations("evaluations.run");
  const [shown, setShown] = useState<Shown>("all");
  const count = (change: "better" | "worse") => compared.filter((one) => one.change === change).length;
  const rows = compared.filter(({ now, change }) => {
    if (shown === "changed") return change === "better" || change === "worse";
    return shown === "all" || (now.result !== null && now.result.verdict !== "pass");
  });
  return (
    <section aria-labelledby="run-results" className="flex flex-col gap-3">
      <h2 id="run-results" className="text-base font-semibold">
        {t("results")}
      </h2>
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t("show")}>
          <Select value={shown} onValueChange={(next) => setShown(SHOWN.find((one) => one === next) ?? shown)}>
            <SelectTrigger className="w-52">
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
        </Field>
        {acts}
        {isCompared ? (
          <p role="status" className="pb-1.5 text-sm text-muted-foreground">
            {t("better", { count: count("better") })}, {t("worse", { count: count("worse") })}
          </p>
        ) : null}
      </div>
      {rows.length === 0 ? (
        <p className="text-sm text-muted-foreground">{t("noneShown")}</p>
      ) : (
        <Table aria-labelledby="run-results">
          <TableHeader>
            <TableRow>
              <TableHead>{t("case")}</TableHead>
              <TableHead>{t("verdict")}</TableHead>
              <TableHead className="max-md:hidden">{t("answer")}</TableHead>
              {isCompared ? <TableHead>{t("change")}</TableHead> : null}
            </TableRow>
          </TableHeader>
          <TableBody>
            {rows.map((one) => (
              <Row key={one.now.id} one={one} isCompared={isCompared} />
            ))}
          </TableBody>
        </Table>
      )}
    </section>
  );
}

function Row({ one: { now, before, change }, isCompared }: { one: ComparedCase; isCompared: boolean }) {
  const t = useTranslations("evaluations");
  return (
    <TableRow
      data-slot="evaluation-result"
      data-verdict={now.result?.verdict ?? "waiting"}
      className="[&>td]:align-top"
    >
      <TableCell className="max-w-64 min-w-32">
        <span className="line-clamp-3 font-medium [overflow-wrap:anywhere]" dir="auto">
          {now.question}
        </span>
        <span className="text-xs text-muted-foreground">
          <Expected expects={now.expects} />
        </span>
        {now.result ? (
          <div className="mt-1 text-xs md:hidden">
            <Answer result={now.result} />
          </div>
        ) : null}
      </TableCell>
      <TableCell className="max-w-56 min-w-24">
        <Verdict result={now.result} />
      </TableCell>
      <TableCell className="max-w-md max-md:hidden">{now.result ? <Answer result={now.result} /> : "–"}</TableCell>
      {isCompared ? (
        <TableCell>
          <Badge variant={CHANGES[change]}>{t(`changes.${change}`)}</Badge>
          {before === null || change === "same" ? null : (
            <span className="block text-xs text-muted-foreground">
              {t("run.before", { verdict: t(`verdicts.${before.result?.verdict ?? "waiting"}`) })}
            </span>
          )}
        </TableCell>
      ) : null}
    </TableRow>
  );
}

function Verdict({ result }: { result: RunCase["result"] }) {
  const t = useTranslations("evaluations");
  const verdict = result?.verdict ?? "waiting";
  return (
    <>
      <Badge variant={LOOKS[verdict]}>{t(`verdicts.${verdict}`)}</Badge>
      {(result?.faults ?? []).map(({ code, detail = "" }) => (
        <span key={code} className="mt-1 block text-xs [overflow-wrap:anywhere]">
          {t(`faults.${code}`, { detail })}
        </span>
      ))}
    </>
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
