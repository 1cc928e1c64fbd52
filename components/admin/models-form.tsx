"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CardForm } from "@/components/access/card-form";
import { Field } from "@/components/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { toast } from "@/components/ui/sonner";
import { Textarea } from "@/components/ui/textarea";
import { send } from "@/lib/access/client/send";
import { useForm } from "@/lib/access/client/use-form";
import type { InstalledModel } from "@/lib/models/core/installed";
import { CONFIG_BOUNDS, type TenantConfig } from "@/lib/tenants/protocol";
import { NameChoice } from "./name-choice";

/** The router's own choices. `auto` is what holds without a default. */
const ALIASES = { auto: "automatic", small: "smallest", large: "largest" } as const;

/** The default model, the allowed ones, and what they are told first. */
export function ModelsForm({
  slug,
  models,
  config,
}: {
  slug: string;
  models: readonly InstalledModel[];
  config: Pick<TenantConfig, "defaultModel" | "models" | "systemPrompt">;
}) {
  const t = useTranslations("models.form");
  const router = useRouter();
  const usable = models.filter(({ inTier }) => inTier);
  const [first, setFirst] = useState(config.defaultModel ?? "auto");
  const [allowed, setAllowed] = useState<readonly string[] | null>(config.models);
  const max = CONFIG_BOUNDS.promptCharsMax;
  const form = useForm({
    fields: ["systemPrompt"],
    check: ({ systemPrompt }) => ({ systemPrompt: systemPrompt.length > max ? t("promptLong", { max }) : undefined }),
    async submit({ systemPrompt }) {
      const stray = !(first in ALIASES) && allowed !== null && !allowed.includes(first);
      const fault = allowed?.length === 0 ? "missing" : stray ? "defaultNotAllowed" : null;
      if (fault !== null) return { ok: false, fault: { code: "choice", message: t(fault) } };
      const defaultModel = first === "auto" ? null : first;
      return send("PATCH", `/api/t/${slug}/config`, { defaultModel, models: allowed, systemPrompt });
    },
    done() {
      toast(t("saved"));
      router.refresh();
    },
    guard: true,
  });
  const chat = usable.filter(({ kind }) => kind === "chat").map(({ id }) => id);
  // What was chosen once and is no model any more stays to be seen, until something else is chosen.
  const choices = first in ALIASES ? chat : [...new Set([...chat, first])];
  return (
    <CardForm id="models-form" title={t("title")} form={form} submit={t("save")} className="max-w-2xl">
      <Field label={t("default")} help={t("defaultHelp")}>
        <Select value={first} onValueChange={setFirst}>
          <SelectTrigger className="max-w-96">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {(Object.keys(ALIASES) as (keyof typeof ALIASES)[]).map((alias) => (
              <SelectItem key={alias} value={alias}>
                {t(ALIASES[alias])}
              </SelectItem>
            ))}
            {choices.map((id) => (
              <SelectItem key={id} value={id}>
                {id}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </Field>
      <NameChoice
        legend={t("allowed")}
        all={t("allowedAll")}
        some={t("allowedSome")}
        names={usable.map(({ id }) => id)}
        value={allowed}
        onChange={setAllowed}
      />
      <Field
        label={t("prompt")}
        help={t("promptHelp", { max })}
        id={form.idOf("systemPrompt")}
        error={form.faults.systemPrompt}
        optional
      >
        <Textarea name="systemPrompt" defaultValue={config.systemPrompt} className="max-h-80 min-h-24" />
      </Field>
    </CardForm>
  );
}
