"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { send } from "@/lib/access/client/send";
import { useChecks } from "@/lib/access/client/use-checks";
import { useForm } from "@/lib/access/client/use-form";
import { Form, SubmitButton, TextField } from "./form";
import { leaveTo } from "./leave-to";
import { SignedOutPage } from "./signed-out-page";

/** The second step of signing in: a code from the app, or one of the backup codes. */
export function TwoFactorStep({ next, onRestart }: { next: string; onRestart(): void }) {
  const t = useTranslations("access.twoFactor");
  const checks = useChecks();
  const [backup, setBackup] = useState(false);
  const [trust, setTrust] = useState(false);
  const form = useForm({
    fields: ["code"],
    check: ({ code }) => ({ code: backup ? checks.required(code) : checks.code(code) }),
    submit: ({ code }) =>
      send("POST", `/api/auth/two-factor/${backup ? "verify-backup-code" : "verify-totp"}`, {
        code: backup ? code.trim() : code.replaceAll(/\s/g, ""),
        trustDevice: trust,
      }),
    done: () => leaveTo(next),
    fieldOf: { INVALID_CODE: "code", INVALID_BACKUP_CODE: "code" },
  });
  return (
    <SignedOutPage title={t("title")} lead={backup ? t("backupHelp") : t("help")}>
      <Form form={form} key={backup ? "backup" : "app"}>
        {backup ? (
          <TextField
            form={form}
            name="code"
            label={t("backupCode")}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            takesFocus
          />
        ) : (
          <TextField
            form={form}
            name="code"
            label={t("code")}
            autoComplete="one-time-code"
            inputMode="numeric"
            maxLength={9}
            takesFocus
          />
        )}
        <Field layout="row" label={t("trust")}>
          <Checkbox checked={trust} onCheckedChange={(checked) => setTrust(checked === true)} />
        </Field>
        <div className="flex flex-wrap items-center gap-2">
          <SubmitButton form={form}>{t("submit")}</SubmitButton>
          <Button variant="ghost" onClick={() => setBackup(!backup)}>
            {backup ? t("useApp") : t("useBackup")}
          </Button>
          <Button variant="ghost" onClick={onRestart}>
            {t("restart")}
          </Button>
        </div>
      </Form>
    </SignedOutPage>
  );
}
