"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { DissectedPassage, Dissection } from "@/lib/playground/protocol";
import { cn } from "@/lib/ui/cn";
import { Facts, Nothing, Part } from "./turn-parts";

/** What was looked for and found, how sure that is, and what of it the answer names. */
export function TurnRetrieval({ retrieval }: { retrieval: Dissection["retrieval"] }) {
  const t = useTranslations("playground.turn.retrieval");
  const format = useFormatter();
  if (!retrieval) {
    return (
      <Part title={t("title")}>
        <Nothing>{t("none")}</Nothing>
      </Part>
    );
  }
  const { confidence, bound, method, query, passages } = retrieval;
  const percent = (value: number) => format.number(value, { style: "percent", maximumFractionDigits: 0 });
  const enough = passages.length > 0 && confidence >= bound;
  return (
    <Part title={t("title")}>
      <div className="flex flex-col gap-1.5">
        <p className="text-sm">
          {t("confidence", { confidence: percent(confidence), bound: percent(bound) })}{" "}
          <Badge variant={enough ? "accent" : "warning"} className="whitespace-normal">
            {enough ? t("enough") : t("tooLow")}
          </Badge>
        </p>
        <span aria-hidden className="relative h-2 rounded-full bg-secondary">
          <span
            className={cn("absolute inset-y-0 start-0 rounded-full", enough ? "bg-primary" : "bg-warning")}
            style={{ width: `${Math.min(1, confidence) * 100}%` }}
          />
          <span className="absolute -inset-y-1 w-0.5 bg-foreground" style={{ insetInlineStart: `${bound * 100}%` }} />
        </span>
      </div>
      <Facts facts={[[t("query"), query]]} />
      <p className="text-xs text-muted-foreground">{t(`method.${method}`)}</p>
      {passages.length === 0 ? (
        <Nothing>{t("noPassages")}</Nothing>
      ) : (
        <ol aria-label={t("passages")} className="flex flex-col divide-y rounded-md border">
          {passages.map((passage) => (
            <Passage key={passage.n} passage={passage} />
          ))}
        </ol>
      )}
    </Part>
  );
}

function Passage({ passage }: { passage: DissectedPassage }) {
  const t = useTranslations("playground.turn.retrieval");
  const format = useFormatter();
  const { n, title, headings, text, score, ranks, start, end, cited } = passage;
  return (
    <li data-slot="passage" data-cited={cited} className="flex flex-col gap-1 px-2.5 py-2 text-sm">
      <span className="flex items-start justify-between gap-2">
        <span className="min-w-0 font-medium [overflow-wrap:anywhere]">
          [{n}] {[title, ...headings].join(" › ")}
        </span>
        <Badge variant={cited ? "accent" : "outline"}>{cited ? t("cited") : t("notCited")}</Badge>
      </span>
      <span className="text-xs text-muted-foreground tabular-nums">
        {[
          t("score", { score: format.number(score, { maximumFractionDigits: 2 }) }),
          ...(ranks.words === null ? [] : [t("byWords", { rank: ranks.words })]),
          ...(ranks.vectors === null ? [] : [t("byVectors", { rank: ranks.vectors })]),
          t("place", { start, end }),
        ].join(" · ")}
      </span>
      <details>
        <summary className="cursor-pointer text-xs text-muted-foreground">{t("text", { n })}</summary>
        <p className="mt-1 border-s ps-2 text-xs [overflow-wrap:anywhere] whitespace-pre-line">{text}</p>
      </details>
    </li>
  );
}
