"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Form, SubmitButton, TextField } from "@/components/access/form";
import { useFrame } from "@/components/frame/frame-context";
import { Field } from "@/components/ui/field";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { useForm } from "@/lib/access/client/use-form";
import { readFilterWord } from "@/lib/moderation/core/filter-word";
import type { FilterWord, WordAction } from "@/lib/moderation/protocol";
import { ActionSelect } from "./action-select";

/** Puts a word or phrase on the list. */
export function AddWord() {
  const t = useTranslations("moderation.words");
  const { tenant } = useFrame();
  const router = useRouter();
  const [action, setAction] = useState<WordAction>("refuse");
  const form = useForm({
    fields: ["text"],
    check: ({ text }) => {
      const read = readFilterWord(text);
      return read.ok ? {} : { text: t(`faults.${read.fault}`) };
    },
    submit: ({ text }) =>
      send<{ word: FilterWord }>("POST", `/api/t/${tenant.slug}/moderation/words`, { text, action }),
    done({ word }, _, element) {
      element.reset();
      toast(t("added", { word: word.text }));
      router.refresh();
    },
  });
  return (
    <Form form={form} className="max-w-2xl">
      <div className="grid grid-cols-1 items-start gap-4 md:grid-cols-[minmax(0,1fr)_12rem]">
        <TextField
          form={form}
          name="text"
          label={t("text")}
          help={t("textHelp")}
          autoComplete="off"
          spellCheck={false}
        />
        <Field label={t("action")}>
          <ActionSelect value={action} onChange={setAction} />
        </Field>
      </div>
      <div>
        <SubmitButton form={form}>{t("add")}</SubmitButton>
      </div>
    </Form>
  );
}
