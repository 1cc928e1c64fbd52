"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { RunSummary } from "@/lib/playground/protocol";

const LOOKS = { running: "warning", done: "accent", cancelled: "outline", failed: "destructive" } as const;

/** How a run stands, and how many of its cases passed. */
export function RunState({ run: { state, passed, total } }: { run: RunSummary }) {
  const t = useTranslations("evaluations");
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <Badge variant={LOOKS[state]}>{t(`states.${state}`)}</Badge>
      <span className="tabular-nums">{t("passed", { passed, total })}</span>
    </span>
  );
}
