"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Form, SubmitButton, TextField } from "@/components/access/form";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { Field, FieldSet } from "@/components/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import type { Sent } from "@/lib/access/client/send";
import { useForm } from "@/lib/access/client/use-form";
import { LIMIT_FIELDS, readLimits, writeLimit, type LimitField } from "@/lib/keys/core/limit-form";
import { KEY_BOUNDS, type KeyView } from "@/lib/keys/protocol";
import type { KeyLimits } from "@/lib/quotas/protocol";
import type { KeyScope } from "@/lib/quotas/protocol";
import { NameChoice } from "./name-choice";
import { ScopeChoice } from "./scope-choice";

export type KeyChoices = Pick<KeyView, "name" | "scopes" | "limits" | "models" | "tools">;

const FIELDS = ["name", ...LIMIT_FIELDS.map((field) => `limits.${field}` as const)] as const;
const EXPIRY_DAYS = ["never", "7", "30", "90", "365"] as const;
type ExpiryDays = (typeof EXPIRY_DAYS)[number];
const DAY_MS = 86_400_000;
/** What most programs need. */
const FIRST_SCOPES: readonly KeyScope[] = ["chat", "models"];

/** What a key is called and may do. A new one also gets an expiry, which cannot be moved later. */
export function KeyForm<T>({
  subject,
  offered,
  models,
  tools,
  submit,
  onDone,
  onCancel,
}: {
  /** Absent: a new one. */
  subject?: KeyView;
  /** Limits that are filled in at first. */
  offered: KeyLimits;
  models: readonly string[];
  tools: readonly string[];
  submit(choices: KeyChoices, expiresAt: number | null): Promise<Sent<T>>;
  onDone(answer: T): void;
  onCancel(): void;
}) {
  const t = useTranslations("keys");
  const [scopes, setScopes] = useState<readonly KeyScope[]>(subject?.scopes ?? FIRST_SCOPES);
  const [allowed, setAllowed] = useState<readonly string[] | null>(subject?.models ?? null);
  const [allowedTools, setAllowedTools] = useState<readonly string[] | null>(subject?.tools ?? null);
  const [expiry, setExpiry] = useState<ExpiryDays>("never");
  const limitsOf = (values: Record<(typeof FIELDS)[number], string>) =>
    readLimits(
      Object.fromEntries(LIMIT_FIELDS.map((field) => [field, values[`limits.${field}`]])) as Record<LimitField, string>,
    );
  const form = useForm({
    fields: FIELDS,
    check(values) {
      const { faults } = limitsOf(values);
      return {
        name: values.name.trim() === "" ? t("faults.nameMissing") : undefined,
        ...Object.fromEntries(
          LIMIT_FIELDS.map((field) => {
            const fault = faults[field];
            return [`limits.${field}`, fault && t(`faults.${fault}`)];
          }),
        ),
      };
    },
    async submit(values) {
      const noTools = scopes.includes("tools") && allowedTools?.length === 0;
      const missing = scopes.length === 0 ? "scopes" : allowed?.length === 0 ? "models" : noTools ? "tools" : null;
      if (missing !== null) return { ok: false, fault: { code: "missing", message: t(`faults.${missing}`) } };
      const expiresAt = expiry === "never" ? null : Date.now() + Number(expiry) * DAY_MS;
      const choices = {
        name: values.name,
        scopes,
        models: allowed,
        tools: allowedTools?.length === 0 ? null : allowedTools,
      };
      return submit({ ...choices, limits: limitsOf(values).limits }, expiresAt);
    },
    done: onDone,
  });
  return (
    <Form form={form}>
      <TextField
        form={form}
        name="name"
        label={t("form.name")}
        help={t("form.nameHelp")}
        autoComplete="off"
        maxLength={KEY_BOUNDS.nameCharsMax}
        defaultValue={subject?.name}
        takesFocus
      />
      <ScopeChoice value={scopes} onChange={setScopes} />
      <NameChoice
        legend={t("form.models")}
        all={t("form.modelsAll")}
        some={t("form.modelsSome")}
        names={models}
        value={allowed}
        onChange={setAllowed}
      />
      {scopes.includes("tools") ? (
        <NameChoice
          legend={t("form.tools")}
          all={t("form.toolsAll")}
          some={t("form.toolsSome")}
          names={tools}
          value={allowedTools}
          onChange={setAllowedTools}
        />
      ) : null}
      <FieldSet legend={t("form.limits")} help={t("form.limitsHelp")}>
        <div className="grid grid-cols-2 items-start gap-3 max-sm:grid-cols-1">
          {LIMIT_FIELDS.map((field) => (
            <TextField
              key={field}
              form={form}
              name={`limits.${field}`}
              label={t(`limitNames.${field}`)}
              help={field === "burst" ? t("form.burstHelp") : undefined}
              optional
              inputMode={field === "costPerMonth" ? "decimal" : "numeric"}
              autoComplete="off"
              className="tabular-nums"
              defaultValue={writeLimit(offered, field)}
            />
          ))}
        </div>
      </FieldSet>
      {subject ? null : (
        <Field label={t("form.expiry")}>
          <Select value={expiry} onValueChange={(days) => setExpiry(EXPIRY_DAYS.find((one) => one === days) ?? expiry)}>
            <SelectTrigger className="w-40">
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              {EXPIRY_DAYS.map((days) => (
                <SelectItem key={days} value={days}>
                  {t(`form.expiries.${days}`)}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        </Field>
      )}
      <DialogFooter>
        <SubmitButton form={form}>{subject ? t("form.submitEdit") : t("form.submitCreate")}</SubmitButton>
        <Button variant="ghost" onClick={onCancel}>
          {t("form.cancel")}
        </Button>
      </DialogFooter>
    </Form>
  );
}
