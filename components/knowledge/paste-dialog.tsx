"use client";

import { useTranslations } from "next-intl";
import { Form, SubmitButton, TextField } from "@/components/access/form";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
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
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>{t("help")}</DialogDescription>
        </DialogHeader>
        <Form form={form}>
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
          <DialogFooter>
            <SubmitButton form={form}>{t("submit")}</SubmitButton>
            <Button variant="ghost" onClick={onClose}>
              {t("cancel")}
            </Button>
          </DialogFooter>
        </Form>
      </DialogContent>
    </Dialog>
  );
}
