"use client";

import { Download } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { Transcript } from "@/lib/conversations/protocol";
import { EraseConversation } from "./erase-conversation";
import { TranscriptMessage } from "./transcript-message";

/** One conversation: its facts, everything that was said, files of it, and the way to erase it. */
export function TranscriptScreen({ slug, transcript }: { slug: string; transcript: Transcript }) {
  const t = useTranslations("conversations");
  const format = useFormatter();
  const { conversation, projectName, messages, cut, mayErase } = transcript;
  const { id, visitorName, outcome, state, createdAt, language, turns, pageUrl, pageTitle } = conversation;
  const facts: [string, string][] = [
    [t("project"), projectName ?? t("deletedProject")],
    [t("transcript.begun"), format.dateTime(createdAt, { dateStyle: "medium", timeStyle: "short" })],
    [t("transcript.turns"), format.number(turns)],
    [t("transcript.language"), language],
    ...(pageUrl === null
      ? []
      : [[t("transcript.page"), pageTitle ? `${pageTitle}, ${pageUrl}` : pageUrl] as [string, string]]),
  ];
  return (
    <>
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center gap-2">
          <p className="text-base font-semibold [overflow-wrap:anywhere]">{visitorName ?? t("anonymous")}</p>
          <Badge variant="outline">{t(`states.${state}`)}</Badge>
          {outcome === null ? null : <Badge>{t(`outcomes.${outcome}`)}</Badge>}
          <div className="ms-auto flex flex-wrap gap-2">
            {(["json", "txt"] as const).map((file) => (
              <Button key={file} asChild variant="outline" size="sm">
                <a href={`/api/t/${slug}/conversations/${id}/export?format=${file}`} download>
                  <Download aria-hidden />
                  {t(`transcript.${file}`)}
                </a>
              </Button>
            ))}
          </div>
        </div>
        <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 text-sm">
          {facts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted-foreground">{name}</dt>
              <dd className="[overflow-wrap:anywhere]">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      <ol aria-label={t("transcript.label")} className="flex max-w-3xl flex-col gap-4">
        {messages.map((message) => (
          <TranscriptMessage key={message.seq} message={message} />
        ))}
      </ol>
      {cut ? <p className="text-sm text-muted-foreground">{t("transcript.cut", { count: messages.length })}</p> : null}
      {mayErase ? <EraseConversation slug={slug} id={id} /> : null}
    </>
  );
}
