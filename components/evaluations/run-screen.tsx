"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useMoney } from "@/components/admin/use-money";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import { compareRuns } from "@/lib/playground/core/compare-runs";
import type { EvaluationSetView, RunCase, RunSummary, RunView } from "@/lib/playground/protocol";
import { ResultsTable } from "./results-table";
import { RunState } from "./run-state";
import { useDuration } from "./use-duration";
import { useRun } from "./use-run";

const NONE = "none";

/** One run: how far it is, what it came to, each case, and what changed since another run. */
export function RunScreen({
  slug,
  set,
  first,
  against,
}: {
  slug: string;
  set: Pick<EvaluationSetView, "id" | "name" | "runs">;
  first: RunView;
  against: { id: string; cases: RunCase[] } | null;
}) {
  const t = useTranslations("evaluations.run");
  const faults = useTranslations("evaluations.runFaults");
  const { view, away, isRunning } = useRun(slug, first);
  const { run, cases } = view;
  const done = run.passed + run.failed + run.errors;
  const compared = compareRuns(cases, against?.cases ?? []);
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-3">
        <div role="status" className="flex flex-wrap items-center gap-3 text-sm">
          <RunState run={run} />
          {isRunning ? (
            <span className="text-muted-foreground">{t("progress", { done, total: run.total })}</span>
          ) : null}
          {run.fault === null ? null : <span>{faults(run.fault)}</span>}
        </div>
        {isRunning ? (
          <div className="flex items-center gap-3">
            <Progress
              aria-label={t("progress", { done, total: run.total })}
              value={done}
              max={run.total}
              className="max-w-md"
            />
            <CancelRun slug={slug} id={run.id} />
          </div>
        ) : null}
        {away ? (
          <Alert variant="warning">
            <AlertTitle>{t("away")}</AlertTitle>
            <AlertDescription>{t("awayHelp")}</AlertDescription>
          </Alert>
        ) : null}
      </div>
      <Totals run={run} />
      <ResultsTable
        name={`${set.name}-results.csv`}
        compared={compared}
        isCompared={against !== null}
        acts={<Against slug={slug} set={set} run={run} against={against?.id ?? null} />}
      />
    </div>
  );
}

function Totals({ run }: { run: RunSummary }) {
  const t = useTranslations("evaluations.run");
  const own = useTranslations("evaluations.runs")("own");
  const prompts = useTranslations("prompts");
  const format = useFormatter();
  const money = useMoney();
  const duration = useDuration();
  const version = (number: number) => (number === 0 ? prompts("empty") : prompts("version", { number }));
  const waiting = run.total - run.passed - run.failed - run.errors;
  const facts: [string, string][] = [
    [t("passed"), format.number(run.passed)],
    [t("failed"), format.number(run.failed)],
    [t("errors"), format.number(run.errors)],
    ...(waiting > 0 ? [[t("waiting"), format.number(waiting)] as [string, string]] : []),
    [t("tokens"), format.number(run.promptTokens + run.completionTokens)],
    [t("cost"), money(run.cost)],
    ...(run.endedAt === null ? [] : [[t("duration"), duration(run.endedAt - run.createdAt)] as [string, string]]),
    [t("prompt"), version(run.promptNumber)],
    [t("house"), version(run.houseNumber)],
    [t("model"), run.model ?? own],
  ];
  return (
    <section aria-label={t("totals")}>
      <dl className="flex flex-wrap gap-px overflow-hidden rounded-md border bg-border">
        {facts.map(([name, value]) => (
          <div key={name} className="flex min-w-36 flex-1 flex-col bg-card px-3 py-2">
            <dt className="text-xs text-muted-foreground">{name}</dt>
            <dd className="truncate text-sm font-semibold tabular-nums" title={value}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function CancelRun({ slug, id }: { slug: string; id: string }) {
  const t = useTranslations("evaluations.run");
  const words = useFaultWords();
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const cancel = async () => {
    setPending(true);
    const sent = await send("POST", `/api/t/${slug}/evaluation-runs/${id}/cancel`, {});
    setPending(false);
    toast(sent.ok ? t("cancelled") : words(sent.fault));
    router.refresh();
  };
  return (
    <Button size="sm" variant="outline" pending={pending} onClick={() => void cancel()}>
      {t("cancel")}
    </Button>
  );
}

function Against({
  slug,
  set,
  run,
  against,
}: {
  slug: string;
  set: Pick<EvaluationSetView, "id" | "runs">;
  run: RunSummary;
  against: string | null;
}) {
  const t = useTranslations("evaluations.run");
  const prompts = useTranslations("prompts");
  const format = useFormatter();
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const others = set.runs.filter(({ id }) => id !== run.id);
  const path = `/${slug}/admin/playground/evaluations/${set.id}/runs/${run.id}`;
  const show = (id: string) =>
    startTransition(() => router.push(id === NONE ? path : `${path}?against=${id}`, { scroll: false }));
  if (others.length === 0) return null;
  return (
    <div aria-busy={pending || undefined} className="flex min-w-0 items-center gap-2">
      <span id="run-against" className="text-sm whitespace-nowrap">
        {t("against")}
      </span>
      <Select value={against ?? NONE} onValueChange={show}>
        <SelectTrigger aria-labelledby="run-against" className="w-60 max-w-full">
          <SelectValue />
        </SelectTrigger>
        <SelectContent>
          <SelectItem value={NONE}>{t("nothing")}</SelectItem>
          {others.map(({ id, createdAt, promptNumber }) => (
            <SelectItem key={id} value={id}>
              {[
                format.dateTime(createdAt, { dateStyle: "medium", timeStyle: "short" }),
                promptNumber === 0 ? prompts("empty") : prompts("version", { number: promptNumber }),
              ].join(" · ")}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
    </div>
  );
}
