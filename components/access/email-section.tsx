"use client";

import { Link } from "@/components/ui/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Alert, AlertActions, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/sonner";
import { send, type Sent } from "@/lib/access/client/send";
import { useChecks } from "@/lib/access/client/use-checks";
import { useForm } from "@/lib/access/client/use-form";
import type { WaitingChange } from "@/lib/access/protocol";
import { AccountSection } from "./account-section";
import { Form, SubmitButton, TextField } from "./form";

interface EmailSectionProps {
  email: string;
  waiting: WaitingChange | null;
  /** Where this installation's mails can be read; only on a local one. */
  outbox: boolean;
}

/** The address of the account, and asking for another one. */
export function EmailSection({ email, waiting, outbox }: EmailSectionProps) {
  const t = useTranslations("access.account");
  const fault = useTranslations("access.fault");
  const checks = useChecks();
  const router = useRouter();
  const isSame = (typed: string) => typed.trim().toLowerCase() === email.toLowerCase();
  const form = useForm({
    fields: ["newEmail"],
    check: ({ newEmail }) => ({
      newEmail: checks.email(newEmail) ?? (isSame(newEmail) ? fault("emailSame") : undefined),
    }),
    submit: async ({ newEmail }) => named(await send("POST", "/api/auth/change-email", { newEmail: newEmail.trim() })),
    done(_, __, element) {
      element.reset();
      toast(t("emailAsked"));
      router.refresh();
    },
    fieldOf: { INVALID_EMAIL: "newEmail", EMAIL_IS_THE_SAME: "newEmail" },
  });
  return (
    <AccountSection id="email" title={t("email")} help={t("emailHelp")}>
      <p className="text-sm break-words">{t("emailNow", { email })}</p>
      {waiting ? <Waiting old={email} outbox={outbox} {...waiting} /> : null}
      <Form form={form}>
        <TextField
          form={form}
          name="newEmail"
          label={t("newEmail")}
          type="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
        />
        <div>
          <SubmitButton form={form}>{t("changeEmail")}</SubmitButton>
        </div>
      </Form>
    </AccountSection>
  );
}

/** What has been asked for, and where the next step lies. */
function Waiting({ old, email, step, outbox }: WaitingChange & { old: string; outbox: boolean }) {
  const t = useTranslations("access.account");
  const common = useTranslations("access.common");
  return (
    <Alert variant="warning">
      <AlertTitle className="break-words">{t("emailWaiting", { email })}</AlertTitle>
      <AlertDescription className="break-words">
        {step === "approve" ? t("emailApprove", { email: old }) : t("emailConfirm", { email })}
      </AlertDescription>
      {outbox ? (
        <AlertActions>
          <Button asChild size="sm" variant="outline">
            <Link href="/outbox">{common("openOutbox")}</Link>
          </Button>
        </AlertActions>
      ) : null}
    </Alert>
  );
}

/** The server's two faults with an address, which come without codes of their own. */
function named(sent: Sent<unknown>): Sent<unknown> {
  const code = sent.ok ? undefined : FAULTS[sent.fault.code];
  return sent.ok || code === undefined ? sent : { ok: false, fault: { ...sent.fault, code } };
}

const FAULTS: Record<string, string> = { VALIDATION_ERROR: "INVALID_EMAIL", REFUSED: "EMAIL_IS_THE_SAME" };
