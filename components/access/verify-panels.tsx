"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Alert, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { withNext } from "@/lib/access/core/next-path";
import { send } from "@/lib/access/client/send";
import { useChecks } from "@/lib/access/client/use-checks";
import { useFaultWords, useForm } from "@/lib/access/client/use-form";
import { Form, SubmitButton, TextField } from "./form";
import { MailSent } from "./mail-sent";
import { SignedOutPage } from "./signed-out-page";

/** One press confirms the address. A form and not a link, so that nothing that merely opens pages uses the token up. */
export function ConfirmAddress({ token, next }: { token: string; next: string }) {
  const t = useTranslations("access.verify");
  return (
    <SignedOutPage title={t("title")} lead={t("body")}>
      <form action="/api/auth/verify-email" method="get">
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="callbackURL" value={withNext("/verify/done", next)} />
        <Button type="submit">{t("submit")}</Button>
      </form>
    </SignedOutPage>
  );
}

/** For somebody whose link is lost or too old. */
export function AskForVerification({ failure, outbox }: { failure: string | null; outbox: boolean }) {
  const t = useTranslations("access.verify");
  const label = useTranslations("access.common")("email");
  const words = useFaultWords();
  const checks = useChecks();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const request = (email: string) => send("POST", "/api/auth/send-verification-email", { email });
  const form = useForm({
    fields: ["email"],
    check: ({ email }) => ({ email: checks.email(email) }),
    submit: ({ email }) => request(email.trim()),
    done: (_, { email }) => setSentTo(email.trim()),
  });
  if (sentTo !== null) return <MailSent email={sentTo} kind="verify" again={() => request(sentTo)} outbox={outbox} />;
  return (
    <SignedOutPage title={failure === null ? t("title") : t("failed")} lead={t("ask")}>
      {failure === null ? null : (
        <Alert variant="destructive">
          <AlertTitle className="font-normal">{words({ code: failure, message: "" })}</AlertTitle>
        </Alert>
      )}
      <Form form={form}>
        <TextField
          form={form}
          name="email"
          label={label}
          type="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
        />
        <div>
          <SubmitButton form={form}>{t("send")}</SubmitButton>
        </div>
      </Form>
    </SignedOutPage>
  );
}
