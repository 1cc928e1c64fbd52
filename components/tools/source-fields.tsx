"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { FormHandle } from "@/lib/access/client/use-form";

/** Headers that go out with every call: written once, shown to nobody again. */
export function HeadersField({ form }: { form: Pick<FormHandle<"headers">, "idOf" | "faults"> }) {
  const t = useTranslations("tools.form");
  return (
    <Field label={t("headers")} help={t("headersHelp")} id={form.idOf("headers")} error={form.faults.headers} optional>
      <Textarea name="headers" autoComplete="off" spellCheck={false} className="max-h-40 font-mono text-xs" />
    </Field>
  );
}

/** Whether a person is asked before each call. */
export function ApprovalField({ value, onChange }: { value: boolean; onChange(on: boolean): void }) {
  const t = useTranslations("tools.form");
  return (
    <Field layout="row" label={t("approval")} help={t("approvalHelp")}>
      <Checkbox checked={value} onCheckedChange={(on) => onChange(on === true)} />
    </Field>
  );
}
