"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Form, SubmitButton } from "@/components/access/form";
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
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>{t("help")}</DialogDescription>
        </DialogHeader>
        <Form form={form}>
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
