"use client";

import { useTranslations } from "next-intl";
import { DialogForm } from "@/components/access/dialog-form";
import { TextField } from "@/components/access/form";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { useForm } from "@/lib/access/client/use-form";
import type { KnowledgeApi } from "@/lib/knowledge/client/knowledge-api";
import { KNOWLEDGE_LIMITS } from "@/lib/knowledge/protocol";

/** A text with a title. The same title again replaces it. */
export function PasteDialog({
  api,
  onAdded,
  onClose,
}: {
  api: KnowledgeApi;
  onAdded(): Promise<void>;
  onClose(): void;
}) {
  const t = useTranslations("knowledge.paste");
  const form = useForm({
    fields: ["name", "text"],
    guard: true,
    check: ({ name, text }) => ({
      name: name.trim() === "" ? t("nameMissing") : undefined,
      text:
        text.trim() === ""
          ? t("textMissing")
          : text.length > KNOWLEDGE_LIMITS.pasteCharsMax
            ? t("textTooLong", { max: KNOWLEDGE_LIMITS.pasteCharsMax })
            : undefined,
    }),
    submit: ({ name, text }) => api.add(name, new Blob([text], { type: "text/markdown" })),
    done: () => {
      void onAdded();
      onClose();
    },
  });
  return (
    <DialogForm
      form={form}
      title={t("title")}
      description={t("help")}
      submit={t("submit")}
      cancel={t("cancel")}
      onClose={onClose}
    >
      <TextField
        form={form}
        name="name"
        label={t("name")}
        autoComplete="off"
        maxLength={KNOWLEDGE_LIMITS.titleCharsMax}
        takesFocus
      />
      <Field label={t("text")} id={form.idOf("text")} error={form.faults.text} required>
        <Textarea name="text" className="max-h-80 min-h-40 overflow-y-auto" />
      </Field>
    </DialogForm>
  );
}
