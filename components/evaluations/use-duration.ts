import { useTranslations } from "next-intl";
import { useCallback } from "react";

const SECOND_MS = 1_000;
const MINUTE_S = 60;

/** A length of time in seconds, or minutes and seconds. */
export function useDuration(): (ms: number) => string {
  const t = useTranslations("evaluations.duration");
  return useCallback(
    (ms) => {
      const all = Math.max(0, Math.round(ms / SECOND_MS));
      const seconds = all % MINUTE_S;
      return all < MINUTE_S
        ? t("seconds", { seconds })
        : t("minutes", { minutes: Math.floor(all / MINUTE_S), seconds });
    },
    [t],
  );
}
