"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { toast } from "@/components/ui/sonner";
import { send, type Sent } from "@/lib/access/client/send";
import { useChecks } from "@/lib/access/client/use-checks";
import { useForm } from "@/lib/access/client/use-form";
import { AccountSection } from "./account-section";
import { BackupCodes } from "./backup-codes";
import { Form, PasswordField, SubmitButton, TextField } from "./form";
import { QrCode } from "./qr-code";

type Wish = "enable" | "disable" | "codes";
type Step =
  | { at: "rest" }
  | { at: "password"; wish: Wish }
  | { at: "scan"; uri: string; codes: string[] }
  | { at: "codes"; codes: string[] };

const PATHS: Record<Wish, string> = {
  enable: "/api/auth/two-factor/enable",
  disable: "/api/auth/two-factor/disable",
  codes: "/api/auth/two-factor/generate-backup-codes",
};

interface Answer {
  totpURI?: string;
  backupCodes?: string[];
}

/** Turning the second step on and off, and new backup codes. Each asks for the password first. */
export function TwoFactorSection({ on }: { on: boolean }) {
  const t = useTranslations("access.account");
  const router = useRouter();
  const [step, setStep] = useState<Step>({ at: "rest" });
  const rest = () => {
    setStep({ at: "rest" });
    router.refresh();
  };
  const proved = (wish: Wish, { totpURI, backupCodes = [] }: Answer) => {
    if (wish === "enable" && totpURI) return setStep({ at: "scan", uri: totpURI, codes: backupCodes });
    if (wish === "codes") return setStep({ at: "codes", codes: backupCodes });
    toast(t("disabled"));
    rest();
  };
  return (
    <AccountSection id="two-factor" title={t("twoFactor")} help={on ? t("twoFactorOn") : t("twoFactorOff")}>
      {step.at === "rest" ? <Choices on={on} onWish={(wish) => setStep({ at: "password", wish })} /> : null}
      {step.at === "password" ? (
        <Password
          submit={(password) => send<Answer>("POST", PATHS[step.wish], { password })}
          onProved={(answer) => proved(step.wish, answer)}
          onCancel={() => setStep({ at: "rest" })}
        />
      ) : null}
      {step.at === "scan" ? (
        <Scan
          uri={step.uri}
          onVerified={() => {
            toast(t("enabled"));
            router.refresh();
            setStep({ at: "codes", codes: step.codes });
          }}
          onCancel={() => setStep({ at: "rest" })}
        />
      ) : null}
      {step.at === "codes" ? <BackupCodes codes={step.codes} onDone={rest} /> : null}
    </AccountSection>
  );
}

function Choices({ on, onWish }: { on: boolean; onWish(wish: Wish): void }) {
  const t = useTranslations("access.account");
  if (!on) {
    return (
      <div>
        <Button onClick={() => onWish("enable")}>{t("enable")}</Button>
      </div>
    );
  }
  return (
    <div className="flex flex-wrap gap-2">
      <Button variant="outline" onClick={() => onWish("codes")}>
        {t("newBackup")}
      </Button>
      <Button variant="outline" onClick={() => onWish("disable")}>
        {t("disable")}
      </Button>
    </div>
  );
}

function Password({
  submit,
  onProved,
  onCancel,
}: {
  submit(password: string): Promise<Sent<Answer>>;
  onProved(answer: Answer): void;
  onCancel(): void;
}) {
  const t = useTranslations("access.account");
  const cancel = useTranslations("access.common")("cancel");
  const checks = useChecks();
  const form = useForm({
    fields: ["password"],
    check: ({ password }) => ({ password: checks.required(password) }),
    submit: ({ password }) => submit(password),
    done: (answer: Answer) => onProved(answer),
    fieldOf: { INVALID_PASSWORD: "password" },
  });
  return (
    <Form form={form}>
      <PasswordField form={form} name="password" label={t("confirmPassword")} takesFocus />
      <div className="flex flex-wrap gap-2">
        <SubmitButton form={form}>{t("continue")}</SubmitButton>
        <Button variant="ghost" onClick={onCancel}>
          {cancel}
        </Button>
      </div>
    </Form>
  );
}

function Scan({ uri, onVerified, onCancel }: { uri: string; onVerified(): void; onCancel(): void }) {
  const t = useTranslations("access.account");
  const common = useTranslations("access.common");
  const checks = useChecks();
  const secret = new URL(uri).searchParams.get("secret") ?? "";
  const form = useForm({
    fields: ["code"],
    check: ({ code }) => ({ code: checks.code(code) }),
    submit: ({ code }) => send("POST", "/api/auth/two-factor/verify-totp", { code: code.replaceAll(/\s/g, "") }),
    done: onVerified,
    fieldOf: { INVALID_CODE: "code" },
  });
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm">{t("scan")}</p>
      <QrCode text={uri} label={t("qr")} />
      <div className="flex flex-col gap-1">
        <p className="text-sm text-muted-foreground">{t("secret")}</p>
        <p className="flex items-center gap-1 font-mono text-sm break-all">
          <span className="select-all">{secret}</span>
          <CopyButton value={secret} label={common("copy")} />
        </p>
      </div>
      <Form form={form}>
        <TextField
          form={form}
          name="code"
          label={t("enterCode")}
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={9}
        />
        <div className="flex flex-wrap gap-2">
          <SubmitButton form={form}>{t("enable")}</SubmitButton>
          <Button variant="ghost" onClick={onCancel}>
            {common("cancel")}
          </Button>
        </div>
      </Form>
    </div>
  );
}
