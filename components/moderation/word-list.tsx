"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmRemoval } from "@/components/access/confirm-removal";
import { useFrame } from "@/components/frame/frame-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { toast } from "@/components/ui/sonner";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import { MODERATION_LIMITS, type FilterWordView, type WordAction } from "@/lib/moderation/protocol";
import { ActionSelect } from "./action-select";

/** What is on the word filter, and what each entry does. */
export function WordList({ words }: { words: readonly FilterWordView[] }) {
  const t = useTranslations("moderation.words");
  return (
    <section aria-label={t("list")} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="text-sm font-semibold">{t("list")}</h2>
        <output className="text-xs text-muted-foreground">
          {t("count", { count: words.length, max: MODERATION_LIMITS.wordsMax })}
        </output>
      </div>
      {words.length === 0 ? (
        <EmptyState title={t("none")} className="px-0 py-2">
          {t("noneBody")}
        </EmptyState>
      ) : (
        <Table aria-label={t("list")}>
          <TableHeader>
            <TableRow>
              <TableHead>{t("text")}</TableHead>
              <TableHead>{t("action")}</TableHead>
              <TableHead className="max-md:hidden">{t("since")}</TableHead>
              <TableHead>
                <span className="sr-only">{t("acts")}</span>
              </TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {words.map((word) => (
              <WordRow key={word.id} word={word} />
            ))}
          </TableBody>
        </Table>
      )}
    </section>
  );
}

function WordRow({ word }: { word: FilterWordView }) {
  const t = useTranslations("moderation.words");
  const format = useFormatter();
  const faultWords = useFaultWords();
  const { tenant } = useFrame();
  const router = useRouter();
  // What was chosen shows at once, and goes back when the server refuses.
  const [chosen, setChosen] = useState<WordAction | null>(null);
  const path = `/api/t/${tenant.slug}/moderation/words/${word.id}`;
  const change = async (action: WordAction) => {
    setChosen(action);
    const sent = await send("PATCH", path, { action });
    if (sent.ok) toast(t("changed", { word: word.text }));
    else {
      setChosen(null);
      toast.error(faultWords(sent.fault));
    }
    router.refresh();
  };
  const remove = async () => {
    const sent = await send("DELETE", path);
    if (sent.ok) toast(t("removed", { word: word.text }));
    else toast.error(faultWords(sent.fault));
    router.refresh();
  };
  return (
    <TableRow>
      <TableCell className="max-w-72 font-medium [overflow-wrap:anywhere] whitespace-normal max-md:max-w-36">
        {word.text}
      </TableCell>
      <TableCell>
        <ActionSelect
          value={chosen ?? word.action}
          onChange={(action) => void change(action)}
          label={t("actionOf", { word: word.text })}
          className="w-44 max-md:w-32"
        />
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-md:hidden">
        {format.dateTime(word.addedAt, { dateStyle: "medium" })}
      </TableCell>
      <TableCell className="text-end">
        <ConfirmRemoval
          title={t("removeTitle", { word: word.text })}
          body={t("removeBody")}
          confirm={t("removeConfirm")}
          onConfirm={remove}
        >
          <Button variant="ghost" size="sm">
            {t("remove")}
            <span className="sr-only">: {word.text}</span>
          </Button>
        </ConfirmRemoval>
      </TableCell>
    </TableRow>
  );
}
