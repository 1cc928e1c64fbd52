"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DialogForm } from "@/components/access/dialog-form";
import { TextField } from "@/components/access/form";
import { Field } from "@/components/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { send } from "@/lib/access/client/send";
import { useForm } from "@/lib/access/client/use-form";
import { type EvaluationSetView, PLAYGROUND_BOUNDS, type PromptVersion } from "@/lib/playground/protocol";
import { LIVE, OWN, usePromptName } from "@/components/playground/trial-setup";

const NANO = 1_000_000_000;
const BUDGET = "1";

/** What a run is asked with, and what it may cost. */
export function StartRunDialog({
  slug,
  set,
  models,
  versions,
  onClose,
}: {
  slug: string;
  set: EvaluationSetView;
  models: readonly string[];
  versions: readonly PromptVersion[];
  onClose(): void;
}) {
  const t = useTranslations("evaluations.start");
  const own = useTranslations("evaluations.runs")("own");
  const name = usePromptName({ versions });
  const router = useRouter();
  const [model, setModel] = useState(OWN);
  const [prompt, setPrompt] = useState(LIVE);
  const max = PLAYGROUND_BOUNDS.budgetMax / NANO;
  const form = useForm({
    fields: ["budget"],
    check: ({ budget }) => ({ budget: nanoOf(budget) === null ? t("budgetWrong", { max }) : undefined }),
    submit: ({ budget }) =>
      send<{ run: { id: string } }>("POST", `/api/t/${slug}/evaluations/${set.id}/runs`, {
        model: model === OWN ? null : model,
        version: prompt === LIVE ? null : Number(prompt),
        budget: nanoOf(budget),
      }),
    done: ({ run }) => router.push(`/${slug}/admin/playground/evaluations/${set.id}/runs/${run.id}`),
  });
  return (
    <DialogForm
      form={form}
      title={t("title", { name: set.name })}
      description={t("help", { count: set.cases.length })}
      submit={t("submit")}
      cancel={t("cancel")}
      onClose={onClose}
    >
      <Field label={t("model")}>
        <Select value={model} onValueChange={setModel}>
          <SelectTrigger className="w-full">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={OWN}>{own}</SelectItem>
            {models.map((one) => (
              <SelectItem key={one} value={one}>
                {one}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </Field>
      <Field label={t("prompt")}>
        <Select value={prompt} onValueChange={setPrompt}>
          <SelectTrigger className="w-full">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {[LIVE, ...versions.slice(1).map(({ number }) => String(number))].map((one) => (
              <SelectItem key={one} value={one}>
                {name(one)}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </Field>
      <TextField
        form={form}
        name="budget"
        label={t("budget")}
        help={t("budgetHelp")}
        defaultValue={BUDGET}
        inputMode="decimal"
        autoComplete="off"
        className="w-32 tabular-nums"
      />
    </DialogForm>
  );
}

function nanoOf(text: string): number | null {
  if (!/^\d{1,6}(?:[.,]\d{1,6})?$/.test(text.trim())) return null;
  const nano = Math.round(Number(text.trim().replace(",", ".")) * NANO);
  return nano > 0 && nano <= PLAYGROUND_BOUNDS.budgetMax ? nano : null;
}
