"use client";

import { ThumbsDown, ThumbsUp } from "lucide-react";
import { Link } from "@/components/ui/link";
import { useFormatter, useTranslations } from "next-intl";
import type { Column } from "@/components/admin/table-grid";
import { Badge } from "@/components/ui/badge";
import type { ConversationRow } from "@/lib/conversations/protocol";

/** The columns of conversations: who, with which assistant, the last words, how it went, when. */
export function useConversationColumns(slug: string): Column<ConversationRow>[] {
  const t = useTranslations("conversations");
  const format = useFormatter();
  const projectOf = ({ projectName }: ConversationRow) => projectName ?? t("deletedProject");
  const wordsOf = ({ last, preview }: ConversationRow) =>
    last === null ? preview : `${t(`said.${last.role}`)}: ${last.text}`;
  return [
    {
      ...{ id: "visitor", label: t("visitor"), className: "max-w-56" },
      cell: (conversation) => (
        <>
          <Link
            href={`/${slug}/admin/conversations/${conversation.id}`}
            className="font-medium [overflow-wrap:anywhere] underline-offset-2 hover:underline"
          >
            {conversation.visitorName ?? t("anonymous")}
            <span className="sr-only">: {conversation.preview}</span>
          </Link>
          <span className="block truncate text-xs text-muted-foreground lg:hidden">{projectOf(conversation)}</span>
          <span className="line-clamp-2 text-xs [overflow-wrap:anywhere] text-muted-foreground md:hidden">
            {wordsOf(conversation)}
          </span>
        </>
      ),
    },
    {
      ...{ id: "project", label: t("project"), cell: projectOf },
      className: "max-w-48 truncate text-muted-foreground max-lg:hidden",
    },
    {
      ...{ id: "words", label: t("lastWords"), className: "max-w-md max-md:hidden" },
      cell: (conversation) => <span className="line-clamp-2 [overflow-wrap:anywhere]">{wordsOf(conversation)}</span>,
    },
    {
      ...{ id: "outcome", label: t("outcome") },
      cell: (conversation) => (
        <>
          <span className="flex flex-wrap items-center gap-1.5">
            {conversation.outcome === null ? null : (
              <Badge variant={conversation.outcome === "answered" ? "outline" : "default"}>
                {t(`outcomes.${conversation.outcome}`)}
              </Badge>
            )}
            <Votes conversation={conversation} />
          </span>
          <span className="block text-xs text-muted-foreground">{t(`states.${conversation.state}`)}</span>
        </>
      ),
    },
    {
      ...{ id: "time", label: t("time") },
      className: "whitespace-nowrap text-muted-foreground max-md:whitespace-normal",
      cell: ({ updatedAt }) => (
        <time dateTime={new Date(updatedAt).toISOString()}>
          {format.dateTime(updatedAt, { dateStyle: "medium", timeStyle: "short" })}
        </time>
      ),
    },
  ];
}

/** Thumbs, as many as there are. */
function Votes({ conversation: { ups, downs } }: { conversation: Pick<ConversationRow, "ups" | "downs"> }) {
  const t = useTranslations("conversations");
  return (
    <>
      {ups > 0 ? (
        <span className="inline-flex items-center gap-0.5 text-xs">
          <ThumbsUp aria-hidden className="size-3.5" />
          <span aria-hidden>{ups}</span>
          <span className="sr-only">{t("votes.ups", { count: ups })}</span>
        </span>
      ) : null}
      {downs > 0 ? (
        <span className="inline-flex items-center gap-0.5 text-xs">
          <ThumbsDown aria-hidden className="size-3.5" />
          <span aria-hidden>{downs}</span>
          <span className="sr-only">{t("votes.downs", { count: downs })}</span>
        </span>
      ) : null}
    </>
  );
}
