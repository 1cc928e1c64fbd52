"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmRemoval } from "@/components/access/confirm-removal";
import { useFrame } from "@/components/frame/frame-context";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { FilterWordView, WordAction } from "@/lib/moderation/protocol";
import { ActionSelect } from "./action-select";

/** What a word does, to be changed in place. */
export function WordActionCell({ word }: { word: FilterWordView }) {
  const t = useTranslations("moderation.words");
  const { tenant } = useFrame();
  const faultWords = useFaultWords();
  const router = useRouter();
  // What was chosen shows at once, and goes back when the server refuses.
  const [chosen, setChosen] = useState<WordAction | null>(null);
  const change = async (action: WordAction) => {
    setChosen(action);
    const sent = await send("PATCH", `/api/t/${tenant.slug}/moderation/words/${word.id}`, { action });
    if (sent.ok) toast(t("changed", { word: word.text }));
    else {
      setChosen(null);
      toast.error(faultWords(sent.fault));
    }
    router.refresh();
  };
  return (
    <ActionSelect
      value={chosen ?? word.action}
      onChange={(action) => void change(action)}
      label={t("actionOf", { word: word.text })}
      className="w-44 max-md:w-38"
    />
  );
}

/** Takes one word off the list, after asking. */
export function RemoveWord({ word }: { word: FilterWordView }) {
  const t = useTranslations("moderation.words");
  const { tenant } = useFrame();
  const faultWords = useFaultWords();
  const router = useRouter();
  const remove = async () => {
    const sent = await send("DELETE", `/api/t/${tenant.slug}/moderation/words/${word.id}`);
    if (sent.ok) toast(t("removed", { word: word.text }));
    else toast.error(faultWords(sent.fault));
    router.refresh();
  };
  return (
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
  );
}
