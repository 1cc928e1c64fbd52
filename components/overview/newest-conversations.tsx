"use client";

import { Link } from "@/components/ui/link";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardAction, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { ConversationRow } from "@/lib/conversations/protocol";

/** What visitors said last. */
export function NewestConversations({
  slug,
  conversations,
  nowMs,
}: {
  slug: string;
  conversations: readonly ConversationRow[];
  nowMs: number;
}) {
  const t = useTranslations("overview.newest");
  const words = useTranslations("conversations");
  const format = useFormatter();
  return (
    <Card aria-labelledby="overview-newest">
      <CardHeader>
        <CardTitle id="overview-newest">{t("title")}</CardTitle>
        {conversations.length === 0 ? null : (
          <CardAction>
            <Button asChild variant="link" size="text">
              <Link href={`/${slug}/admin/conversations`}>{t("all")}</Link>
            </Button>
          </CardAction>
        )}
      </CardHeader>
      {conversations.length === 0 ? (
        <CardContent className="text-sm text-muted-foreground">{t("none")}</CardContent>
      ) : (
        <ul className="flex flex-col p-2">
          {conversations.map(({ id, visitorName, projectName, preview, last, outcome, updatedAt }) => (
            <li key={id}>
              <Link
                href={`/${slug}/admin/conversations/${id}`}
                className="flex flex-col gap-0.5 rounded-sm px-2 py-1.5 text-sm -outline-offset-2 hover:bg-accent"
              >
                <span className="flex items-baseline gap-2">
                  <span className="min-w-0 truncate font-medium">{visitorName ?? words("anonymous")}</span>
                  <span className="min-w-0 flex-1 truncate text-xs text-muted-foreground">
                    {projectName ?? words("deletedProject")}
                  </span>
                  {outcome === null || outcome === "answered" ? null : <Badge>{words(`outcomes.${outcome}`)}</Badge>}
                  <time
                    dateTime={new Date(updatedAt).toISOString()}
                    title={format.dateTime(updatedAt, { dateStyle: "medium", timeStyle: "short" })}
                    className="shrink-0 text-xs text-muted-foreground"
                  >
                    {format.relativeTime(updatedAt, nowMs)}
                  </time>
                </span>
                <span className="truncate text-muted-foreground">{last?.text ?? preview}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
