"use client";

import { useTranslations } from "next-intl";
import type { Expectation } from "@/lib/playground/protocol";

/** What is expected, in words. */
export function Expected({ expects: { kind, source, words } }: { expects: Expectation }) {
  const t = useTranslations("evaluations.expects");
  return (
    <>
      <span className="block [overflow-wrap:anywhere]">{t(kind, { source })}</span>
      {words.length > 0 ? (
        <span className="block text-xs [overflow-wrap:anywhere] text-muted-foreground">
          {t("words", { words: words.join(", ") })}
        </span>
      ) : null}
    </>
  );
}
