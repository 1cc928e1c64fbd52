"use client";

import { ThumbsDown, ThumbsUp } from "lucide-react";
import { Link } from "@/components/ui/link";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { ConversationRow } from "@/lib/conversations/protocol";

/** Conversations: who, with which assistant, the last words, how it went, when. */
export function ConversationTable({
  slug,
  conversations,
}: {
  slug: string;
  conversations: readonly ConversationRow[];
}) {
  const t = useTranslations("conversations");
  return (
    <Table aria-label={t("title")}>
      <TableHeader>
        <TableRow>
          <TableHead>{t("visitor")}</TableHead>
          <TableHead className="max-lg:hidden">{t("project")}</TableHead>
          <TableHead className="max-md:hidden">{t("lastWords")}</TableHead>
          <TableHead>{t("outcome")}</TableHead>
          <TableHead>{t("time")}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {conversations.map((conversation) => (
          <Row key={conversation.id} slug={slug} conversation={conversation} />
        ))}
      </TableBody>
    </Table>
  );
}

function Row({ slug, conversation }: { slug: string; conversation: ConversationRow }) {
  const t = useTranslations("conversations");
  const format = useFormatter();
  const { id, visitorName, projectName, last, outcome, state, updatedAt, preview } = conversation;
  const project = projectName ?? t("deletedProject");
  const words = last === null ? preview : `${t(`said.${last.role}`)}: ${last.text}`;
  return (
    <TableRow data-slot="conversation-row" className="align-top">
      <TableCell className="max-w-56">
        <Link
          href={`/${slug}/admin/conversations/${id}`}
          className="font-medium [overflow-wrap:anywhere] underline-offset-2 hover:underline"
        >
          {visitorName ?? t("anonymous")}
          <span className="sr-only">: {preview}</span>
        </Link>
        <span className="block truncate text-xs text-muted-foreground lg:hidden">{project}</span>
        <span className="line-clamp-2 text-xs [overflow-wrap:anywhere] text-muted-foreground md:hidden">{words}</span>
      </TableCell>
      <TableCell className="max-w-48 truncate text-muted-foreground max-lg:hidden">{project}</TableCell>
      <TableCell className="max-w-md max-md:hidden">
        <span className="line-clamp-2 [overflow-wrap:anywhere]">{words}</span>
      </TableCell>
      <TableCell>
        <span className="flex flex-wrap items-center gap-1.5">
          {outcome === null ? null : (
            <Badge variant={outcome === "answered" ? "outline" : "default"}>{t(`outcomes.${outcome}`)}</Badge>
          )}
          <Votes conversation={conversation} />
        </span>
        <span className="block text-xs text-muted-foreground">{t(`states.${state}`)}</span>
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-md:whitespace-normal">
        <time dateTime={new Date(updatedAt).toISOString()}>
          {format.dateTime(updatedAt, { dateStyle: "medium", timeStyle: "short" })}
        </time>
      </TableCell>
    </TableRow>
  );
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
