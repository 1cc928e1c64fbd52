"use client";

import { ArrowDownRight, ArrowUpRight, Minus } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Unit } from "@/lib/reporting/protocol";
import { cn } from "@/lib/ui/cn";
import type { Change } from "./change";

const POINTS = 100;

/** How a figure changed, in words; an arrow and a colour say the same again. */
export function ChangeText({ change, unit, className }: { change: Change; unit: Unit; className?: string }) {
  const t = useTranslations("reports.change");
  const format = useFormatter();
  if (change.kind === "none") return null;
  if (change.kind === "same") {
    return (
      <Line className={className}>
        <Minus aria-hidden className="size-3.5!" />
        {t("same")}
      </Line>
    );
  }
  const { kind, judged } = change;
  const tone = judged === "better" ? "text-primary" : judged === "worse" ? "text-warning" : undefined;
  const Arrow = kind === "down" ? ArrowDownRight : ArrowUpRight;
  const text =
    kind === "new"
      ? t("new")
      : t(kind, {
          by:
            unit === "share"
              ? t("points", { points: format.number(change.by * POINTS, { maximumFractionDigits: 1 }) })
              : format.number(change.by, { style: "percent", maximumFractionDigits: change.by < 0.1 ? 1 : 0 }),
        });
  return (
    <Line className={cn(tone, className)}>
      <Arrow aria-hidden className="size-3.5!" />
      {judged === null ? text : `${text}, ${t(judged)}`}
    </Line>
  );
}

function Line({ className, children }: { className: string | undefined; children: ReactNode }) {
  return (
    <span
      data-slot="change"
      className={cn("inline-flex items-center gap-0.5 text-xs text-muted-foreground tabular-nums", className)}
    >
      {children}
    </span>
  );
}
