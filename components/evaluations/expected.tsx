"use client";

import { useTranslations } from "next-intl";
import type { Expectation } from "@/lib/playground/protocol";

/** What is expected, in words. */
export function Expected({ expects }: { expects: Expectation }) {
  const [kind, words] = useExpectedParts()(expects);
  return (
    <>
      <span className="block [overflow-wrap:anywhere]">{kind}</span>
      {words === "" ? null : (
        <span className="block text-xs [overflow-wrap:anywhere] text-muted-foreground">{words}</span>
      )}
    </>
  );
}

/** The same as one text: to find, to sort by, for a file. */
export function useExpected(): (expects: Expectation) => string {
  const parts = useExpectedParts();
  return (expects) => parts(expects).join(" ").trim();
}

function useExpectedParts(): (expects: Expectation) => [kind: string, words: string] {
  const t = useTranslations("evaluations.expects");
  return ({ kind, source, words }) => [
    t(kind, { source }),
    words.length === 0 ? "" : t("words", { words: words.join(", ") }),
  ];
}
