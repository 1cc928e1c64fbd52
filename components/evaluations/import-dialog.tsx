"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { DialogForm } from "@/components/access/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/sonner";
import { Textarea } from "@/components/ui/textarea";
import { send } from "@/lib/access/client/send";
import { useForm } from "@/lib/access/client/use-form";

/** A request of the pages holds no more. */
const CHARS_MAX = 48_000;

/** A table of cases, from a file or pasted. */
export function ImportDialog({
  slug,
  set,
  onSaved,
  onClose,
}: {
  slug: string;
  set: string;
  onSaved(): void;
  onClose(): void;
}) {
  const t = useTranslations("evaluations.import");
  const [text, setText] = useState("");
  const form = useForm({
    fields: ["csv"],
    check: ({ csv }) => ({
      csv: csv.trim() === "" ? t("missing") : csv.length > CHARS_MAX ? t("tooLarge") : undefined,
    }),
    submit: ({ csv }) => send<{ added: number }>("POST", `/api/t/${slug}/evaluations/${set}/import`, { csv }),
    done({ added }) {
      toast(t("done", { count: added }));
      onSaved();
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
      <Field label={t("file")} optional>
        <Input
          type="file"
          accept=".csv,text/csv,text/plain"
          className="py-1.5 pointer-coarse:py-2.5"
          onChange={(event) => void event.target.files?.[0]?.text().then(setText)}
        />
      </Field>
      <Field label={t("text")} id={form.idOf("csv")} error={form.faults.csv}>
        <Textarea
          name="csv"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder="question,expects,source,words"
          className="max-h-60 min-h-32 overflow-y-auto font-mono text-xs"
          spellCheck={false}
        />
      </Field>
    </DialogForm>
  );
}
