"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useCallback } from "react";

/** Writes how long something takes, with two or three digits that mean something. */
export function useDuration(): (ms: number) => string {
  const t = useTranslations("live");
  const format = useFormatter();
  return useCallback(
    (ms) => {
      if (ms < 1_000) return t("milliseconds", { value: format.number(Math.round(ms)) });
      if (ms < 90_000) {
        return t("seconds", { value: format.number(ms / 1_000, { maximumFractionDigits: ms < 10_000 ? 1 : 0 }) });
      }
      return t("minutes", { value: format.number(Math.round(ms / 60_000)) });
    },
    [t, format],
  );
}
