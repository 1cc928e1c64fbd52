"use client";

import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Alert, AlertTitle } from "@/components/ui/alert";
import { NAME_CHARS_MAX } from "@/lib/access/core/name";
import { withNext } from "@/lib/access/core/next-path";
import { send } from "@/lib/access/client/send";
import { useChecks } from "@/lib/access/client/use-checks";
import { useForm } from "@/lib/access/client/use-form";
import { Form, PasswordField, SubmitButton, TextField } from "./form";
import { MailSent } from "./mail-sent";
import { SignedOutPage, textLinkLooks } from "./signed-out-page";

/** Creating an account. Ends at "check your mail", whether the address was free or not. */
export function SignUpForm({
  next,
  outbox,
  invitedEmail,
}: {
  next: string;
  outbox: boolean;
  invitedEmail: string | null;
}) {
  const t = useTranslations("access.signUp");
  const common = useTranslations("access.common");
  const checks = useChecks();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm({
    fields: ["name", "email", "password"],
    check: ({ name, email, password }) => ({
      name: checks.name(name),
      email: checks.email(email),
      password: checks.newPassword(password),
    }),
    submit: ({ name, email, password }) =>
      send("POST", "/api/auth/sign-up/email", { name, email: email.trim(), password, callbackURL: next }),
    done: (_, { email }) => setSentTo(email.trim()),
    fieldOf: {
      INVALID_NAME: "name",
      INVALID_EMAIL: "email",
      VALIDATION_ERROR: "email",
      PASSWORD_TOO_SHORT: "password",
      PASSWORD_TOO_LONG: "password",
    },
    guard: true,
  });
  if (sentTo !== null) {
    const again = () => send("POST", "/api/auth/send-verification-email", { email: sentTo, callbackURL: next });
    return <MailSent email={sentTo} kind="verify" again={again} outbox={outbox} />;
  }
  return (
    <SignedOutPage
      title={t("title")}
      foot={
        <>
          {t("have")}{" "}
          <Link href={withNext("/sign-in", next)} className={textLinkLooks}>
            {t("signIn")}
          </Link>
        </>
      }
    >
      {invitedEmail === null ? null : (
        <Alert>
          <AlertTitle className="font-normal">{t("forInvitation", { email: invitedEmail })}</AlertTitle>
        </Alert>
      )}
      <Form form={form}>
        <TextField
          form={form}
          name="name"
          label={common("name")}
          help={common("nameHelp")}
          autoComplete="name"
          maxLength={NAME_CHARS_MAX * 2}
        />
        <TextField
          form={form}
          name="email"
          label={common("email")}
          type="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={invitedEmail ?? ""}
        />
        <PasswordField form={form} name="password" label={common("password")} isNew />
        <div>
          <SubmitButton form={form}>{t("submit")}</SubmitButton>
        </div>
      </Form>
    </SignedOutPage>
  );
}
