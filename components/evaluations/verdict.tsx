"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { ComparedCase } from "@/lib/playground/core/compare-runs";
import type { RunCase } from "@/lib/playground/protocol";
import { verdictOf } from "./result-list";

const LOOKS = { pass: "accent", fail: "destructive", error: "warning", waiting: "outline" } as const;
const CHANGES = { better: "accent", worse: "destructive", same: "outline", new: "outline" } as const;

/** What a case came to, and why. */
export function VerdictOf({ result }: { result: RunCase["result"] }) {
  const t = useTranslations("evaluations.verdicts");
  const faultsOf = useFaultsOf();
  const verdict = result?.verdict ?? "waiting";
  return (
    <>
      <Badge variant={LOOKS[verdict]}>{t(verdict)}</Badge>
      {faultsOf(result).map((fault) => (
        <span key={fault} className="mt-1 block text-xs [overflow-wrap:anywhere]">
          {fault}
        </span>
      ))}
    </>
  );
}

/** What is wrong with an answer, in words. */
export function useFaultsOf(): (result: RunCase["result"]) => string[] {
  const t = useTranslations("evaluations.faults");
  return (result) => (result?.faults ?? []).map(({ code, detail = "" }) => t(code, { detail }));
}

/** What became of a case since the other run. */
export function ChangeOf({ compared: { before, change } }: { compared: ComparedCase }) {
  const t = useTranslations("evaluations");
  return (
    <>
      <Badge variant={CHANGES[change]}>{t(`changes.${change}`)}</Badge>
      {before === null || change === "same" ? null : (
        <span className="block text-xs text-muted-foreground">
          {t("run.before", { verdict: t(`verdicts.${verdictOf({ now: before })}`) })}
        </span>
      )}
    </>
  );
}
