"use client";

import { useFormatter, useTranslations } from "next-intl";
import { MarkedText } from "@/components/conversations/marked-text";
import type { Dissection } from "@/lib/playground/protocol";
import { Facts, Part } from "./turn-parts";

/** What was taken out of the question, and what the filters made of it. */
export function TurnQuestion({ dissection: { question, answer } }: { dissection: Dissection }) {
  const t = useTranslations("playground.turn.question");
  const format = useFormatter();
  const { redacted, kinds, injection, injectionBound } = question;
  const percent = (value: number) => format.number(value, { style: "percent", maximumFractionDigits: 0 });
  const score = percent(injection);
  return (
    <Part title={t("title")}>
      <Facts
        facts={[
          [t("redacted"), <MarkedText key="text" text={redacted} />],
          [t("kinds"), kinds.length === 0 ? t("noKinds") : kinds.join(", ")],
          [
            t("injection"),
            injection >= injectionBound
              ? t("injectionHigh", { score })
              : t("injectionLow", { score, bound: percent(injectionBound) }),
          ],
          [t("filter"), answer.refused === null ? t("passed") : t("refused", { category: answer.refused })],
          [t("dropped"), t("droppedBody", { count: answer.droppedQuotes })],
        ]}
      />
    </Part>
  );
}
