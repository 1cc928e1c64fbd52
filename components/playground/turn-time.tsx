"use client";

import { useTranslations } from "next-intl";
import type { Dissection, TurnStep } from "@/lib/playground/protocol";
import { cn } from "@/lib/ui/cn";
import { Nothing, Part } from "./turn-parts";

const COLORS: Record<TurnStep, string> = {
  settings: "bg-chart-4",
  retrieval: "bg-chart-2",
  preparing: "bg-chart-5",
  waiting: "bg-chart-3",
  writing: "bg-chart-1",
};

/** What the time went by on: one step under the other, each where it began. */
export function TurnTime({ dissection: { spans, totalMs } }: { dissection: Dissection }) {
  const t = useTranslations("playground.turn");
  const part = (ms: number) => (totalMs > 0 ? (ms / totalMs) * 100 : 0);
  const ms = (value: number) => t("facts.ms", { ms: Math.round(value) });
  return (
    <Part title={t("time.title")}>
      {spans.length === 0 ? <Nothing>{t("time.none")}</Nothing> : null}
      <ol data-slot="waterfall" className="flex flex-col gap-2">
        {spans.map(({ step, from, until }) => (
          <li key={step} className="flex flex-col gap-1 text-xs">
            <span className="flex justify-between gap-2">
              <span>{t(`time.steps.${step}`)}</span>
              <span className="text-muted-foreground tabular-nums">{ms(until - from)}</span>
            </span>
            <span aria-hidden className="relative h-1.5 overflow-hidden rounded-full bg-secondary">
              <span
                className={cn("absolute inset-y-0 min-w-0.5 rounded-full", COLORS[step])}
                style={{ insetInlineStart: `${part(from)}%`, width: `${part(until - from)}%` }}
              />
            </span>
          </li>
        ))}
        <li className="flex justify-between gap-2 text-xs font-medium">
          <span>{t("time.total")}</span>
          <span className="tabular-nums">{ms(totalMs)}</span>
        </li>
      </ol>
    </Part>
  );
}
