"use client";

import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { send } from "@/lib/access/client/send";
import { useChecks } from "@/lib/access/client/use-checks";
import { useForm } from "@/lib/access/client/use-form";
import { Form, PasswordField, SubmitButton, TextField } from "./form";
import { MailSent } from "./mail-sent";
import { SignedOutPage, textLinkLooks } from "./signed-out-page";

/** Asks for a mail with a reset link; says the same whether there is an account or not. */
export function RequestResetForm({ outbox }: { outbox: boolean }) {
  const t = useTranslations("access.reset");
  const back = useTranslations("access.mailSent")("back");
  const label = useTranslations("access.common")("email");
  const checks = useChecks();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const request = (email: string) => send("POST", "/api/auth/request-password-reset", { email });
  const form = useForm({
    fields: ["email"],
    check: ({ email }) => ({ email: checks.email(email) }),
    submit: ({ email }) => request(email.trim()),
    done: (_, { email }) => setSentTo(email.trim()),
  });
  if (sentTo !== null) return <MailSent email={sentTo} kind="reset" again={() => request(sentTo)} outbox={outbox} />;
  return (
    <SignedOutPage
      title={t("title")}
      lead={t("help")}
      foot={
        <Link href="/sign-in" className={textLinkLooks}>
          {back}
        </Link>
      }
    >
      <Form form={form}>
        <TextField
          form={form}
          name="email"
          label={label}
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
        <div>
          <SubmitButton form={form}>{t("submit")}</SubmitButton>
        </div>
      </Form>
    </SignedOutPage>
  );
}

/** Sets the new password with the mail's token. */
export function ChoosePasswordForm({ token }: { token: string }) {
  const t = useTranslations("access.reset");
  const signIn = useTranslations("access.signIn")("submit");
  const checks = useChecks();
  const [done, setDone] = useState(false);
  const form = useForm({
    fields: ["newPassword"],
    check: ({ newPassword }) => ({ newPassword: checks.newPassword(newPassword) }),
    submit: ({ newPassword }) => send("POST", "/api/auth/reset-password", { token, newPassword }),
    done: () => setDone(true),
    fieldOf: { PASSWORD_TOO_SHORT: "newPassword", PASSWORD_TOO_LONG: "newPassword" },
  });
  if (done) {
    return (
      <SignedOutPage title={t("doneTitle")} lead={t("done")}>
        <div>
          <Button asChild>
            <Link href="/sign-in">{signIn}</Link>
          </Button>
        </div>
      </SignedOutPage>
    );
  }
  return (
    <SignedOutPage
      title={t("chooseTitle")}
      foot={
        <Link href="/reset" className={textLinkLooks}>
          {t("submit")}
        </Link>
      }
    >
      <Form form={form}>
        <PasswordField form={form} name="newPassword" label={t("newPassword")} isNew />
        <div>
          <SubmitButton form={form}>{t("choose")}</SubmitButton>
        </div>
      </Form>
    </SignedOutPage>
  );
}
