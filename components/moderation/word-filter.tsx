"use client";

import { useTranslations } from "next-intl";
import type { FilterWordView } from "@/lib/moderation/protocol";
import { AddWord } from "./add-word";
import { TryWords } from "./try-words";
import { WordList } from "./word-list";

/** The tenant's word filter: what is on it, what may be added, and a place to try it. */
export function WordFilter({ words }: { words: readonly FilterWordView[] }) {
  const t = useTranslations("moderation.words");
  return (
    <div className="flex flex-col gap-6">
      <div className="flex max-w-2xl flex-col gap-1 text-sm text-muted-foreground">
        <p>{t("help")}</p>
        <p>{t("privacy")}</p>
      </div>
      <AddWord />
      <WordList words={words} />
      <TryWords words={words} />
    </div>
  );
}
