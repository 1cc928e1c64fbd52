"use client";

import { FlaskConical } from "lucide-react";
import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { PromptPage } from "@/lib/playground/protocol";
import { PromptDiffView } from "./prompt-diff-view";
import { PromptEditor } from "./prompt-editor";
import { PromptVersions } from "./prompt-versions";

/** One prompt: its live text to change, its versions, and what changed between two of them. */
export function PromptScreen({ slug, page, max }: { slug: string; page: PromptPage; max: number }) {
  const t = useTranslations("prompts");
  const isHouse = page.place === "house";
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="max-w-2xl text-sm text-muted-foreground">{t(isHouse ? "houseHelp" : "ownHelp")}</p>
        {isHouse ? null : (
          <Button asChild size="sm" variant="outline">
            <Link href={`/${slug}/admin/playground?project=${page.place}`}>
              <FlaskConical aria-hidden />
              {t("edit.try")}
            </Link>
          </Button>
        )}
      </div>
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <PromptEditor key={page.live} slug={slug} page={page} max={max} />
        <PromptVersions slug={slug} page={page} />
      </div>
      {page.compared === null ? null : <PromptDiffView slug={slug} page={page} compared={page.compared} />}
    </div>
  );
}
