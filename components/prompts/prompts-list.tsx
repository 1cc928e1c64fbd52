"use client";

import { Link } from "@/components/ui/link";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { PromptSummary } from "@/lib/playground/protocol";

/** What assistants are told: the text for all of them, then each one's own, with what is live. */
export function PromptsList({ slug, prompts }: { slug: string; prompts: readonly PromptSummary[] }) {
  const t = useTranslations("prompts");
  const format = useFormatter();
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-3xl text-sm text-muted-foreground">{t("about")}</p>
      <Table aria-label={t("list.label")}>
        <TableHeader>
          <TableRow>
            <TableHead>{t("list.name")}</TableHead>
            <TableHead>{t("list.live")}</TableHead>
            <TableHead className="max-sm:hidden">{t("list.saved")}</TableHead>
            <TableHead className="max-md:hidden">{t("list.note")}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {prompts.map(({ place, name, live }) => (
            <TableRow key={place} className="[&>td]:align-top">
              <TableCell className="max-w-64">
                <Link
                  href={`/${slug}/admin/prompts/${place}`}
                  className="font-medium [overflow-wrap:anywhere] underline-offset-2 hover:underline"
                >
                  {name ?? t("house")}
                </Link>
                <span className="block text-xs text-muted-foreground">
                  {live.number === 0
                    ? t("list.none")
                    : live.chars === 0
                      ? t("empty")
                      : t("list.chars", { count: live.chars })}
                </span>
              </TableCell>
              <TableCell>
                {live.number === 0 ? "–" : <Badge variant="outline">{t("version", { number: live.number })}</Badge>}
              </TableCell>
              <TableCell className="text-muted-foreground max-sm:hidden">
                {live.number === 0 ? (
                  "–"
                ) : (
                  <>
                    <time dateTime={new Date(live.createdAt).toISOString()} className="block whitespace-nowrap">
                      {format.dateTime(live.createdAt, { dateStyle: "medium", timeStyle: "short" })}
                    </time>
                    {live.author === null ? null : (
                      <span className="block text-xs [overflow-wrap:anywhere]">
                        {t("list.by", { name: live.author })}
                      </span>
                    )}
                  </>
                )}
              </TableCell>
              <TableCell className="max-w-72 [overflow-wrap:anywhere] text-muted-foreground max-md:hidden">
                {live.note}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
