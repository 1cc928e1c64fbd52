"use client";

import { ThumbsDown, ThumbsUp } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { KeptMessage } from "@/lib/assistant/kept";
import { INJECTION_BOUND } from "@/lib/guard/core/injection";
import { MarkedText } from "./marked-text";

/** One message with what belongs to it: sources, how it came about, what the visitor thought of it. */
export function TranscriptMessage({ message }: { message: KeptMessage }) {
  const t = useTranslations("conversations");
  const format = useFormatter();
  const { role, name, text, at, state, outcome, error, citations, trace } = message;
  const facts = [
    ...(trace?.intent ? [t("transcript.intent", { intent: t(`intents.${trace.intent}`) })] : []),
    ...(trace?.sentiment ? [t("transcript.sentiment", { sentiment: t(`sentiments.${trace.sentiment}`) })] : []),
    ...(trace?.confidence == null ? [] : [t("transcript.confidence", { percent: Math.round(trace.confidence * 100) })]),
    ...(trace?.model ? [t("transcript.model", { model: trace.model })] : []),
  ];
  return (
    <li data-slot="transcript-message" data-role={role} className="flex flex-col gap-1">
      <div className="flex flex-wrap items-baseline gap-2">
        <span className="text-sm font-semibold">{name ?? t(`said.${role}`)}</span>
        <time dateTime={new Date(at).toISOString()} className="text-xs text-muted-foreground">
          {format.dateTime(at, { dateStyle: "medium", timeStyle: "medium" })}
        </time>
        {outcome && outcome !== "answered" ? <Badge>{t(`outcomes.${outcome}`)}</Badge> : null}
        {state === "complete" ? null : <Badge variant="outline">{t(`transcript.messageStates.${state}`)}</Badge>}
        {trace?.intent === "person" ? <Badge variant="warning">{t("transcript.wantsPerson")}</Badge> : null}
        {trace && trace.injection >= INJECTION_BOUND ? (
          <Badge variant="outline">{t("transcript.injection")}</Badge>
        ) : null}
      </div>
      <p className="text-sm [overflow-wrap:anywhere] whitespace-pre-wrap" dir="auto">
        {text === "" ? (
          <span className="text-muted-foreground">{error?.message ?? t("transcript.emptyMessage")}</span>
        ) : (
          <MarkedText text={text} />
        )}
      </p>
      {citations.length > 0 ? <Sources citations={citations} /> : null}
      <Vote message={message} />
      {facts.length > 0 ? <p className="text-xs text-muted-foreground">{facts.join(" · ")}</p> : null}
    </li>
  );
}

function Sources({ citations }: Pick<KeptMessage, "citations">) {
  const t = useTranslations("conversations.transcript");
  return (
    <details className="text-sm">
      <summary className="cursor-pointer text-muted-foreground">
        {t("sources")} ({citations.length})
      </summary>
      <ol className="mt-1 flex flex-col gap-2 border-s ps-3">
        {citations.map(({ n, title, url, headings, quote }) => (
          <li key={n} className="[overflow-wrap:anywhere]">
            <span className="font-medium">
              [{n}] {[title, ...headings].join(" › ")}
            </span>
            {url === null ? null : <span className="block text-xs text-muted-foreground">{url}</span>}
            <q className="block text-muted-foreground">
              <MarkedText text={quote} />
            </q>
          </li>
        ))}
      </ol>
    </details>
  );
}

function Vote({ message: { vote, comment } }: { message: Pick<KeptMessage, "vote" | "comment"> }) {
  const t = useTranslations("conversations");
  if (!vote) return null;
  const Thumb = vote === "up" ? ThumbsUp : ThumbsDown;
  return (
    <p className="flex items-center gap-1.5 text-sm">
      <Thumb aria-hidden className="size-3.5" />
      <span className="sr-only">{t(`votes.${vote}s`, { count: 1 })}</span>
      {comment ? <span className="[overflow-wrap:anywhere]">{t("transcript.comment", { comment })}</span> : null}
    </p>
  );
}
