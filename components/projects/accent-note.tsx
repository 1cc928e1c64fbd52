"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import type { AccentCheck } from "@/lib/projects/core/accent-check";

/** Which text goes on the accent, and where the accent is hard to see. */
export function AccentNote({ check }: { check: AccentCheck | null }) {
  const t = useTranslations("projects.look");
  const format = useFormatter();
  if (!check) return null;
  // Rounded down: 2.97 is not 3.
  const ratio = (value: number) => format.number(Math.floor(value * 10) / 10, { minimumFractionDigits: 1 });
  return (
    <div className="-mt-2 flex flex-col gap-2" data-slot="accent-note">
      <p className="text-xs text-muted-foreground">
        {t(check.onAccent === "#ffffff" ? "textWhite" : "textBlack", { ratio: ratio(check.textRatio) })}
      </p>
      {check.weak.map(({ scheme, ratio: found }) => (
        <Alert key={scheme} variant="warning">
          <AlertTitle>{t(`weak.${scheme}`, { ratio: ratio(found) })}</AlertTitle>
          <AlertDescription>{t("weakHelp")}</AlertDescription>
        </Alert>
      ))}
    </div>
  );
}
