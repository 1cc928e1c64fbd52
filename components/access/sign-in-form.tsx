"use client";

import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Alert, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { withNext } from "@/lib/access/core/next-path";
import { signInWithPasskey } from "@/lib/access/client/passkeys";
import { send } from "@/lib/access/client/send";
import { useChecks } from "@/lib/access/client/use-checks";
import { useFaultWords, useForm } from "@/lib/access/client/use-form";
import { Form, PasswordField, SubmitButton, TextField } from "./form";
import { leaveTo } from "./leave-to";
import { MailSent } from "./mail-sent";
import { SignedOutPage, textLinkLooks } from "./signed-out-page";
import { TwoFactorStep } from "./two-factor-step";

export interface SignInFormProps {
  next: string;
  /** The installation's OpenID provider. */
  oidc: string | null;
  outbox: boolean;
  /** What went wrong on the way back from the provider. */
  failed: boolean;
}

type Step = { at: "password" } | { at: "code" } | { at: "unverified"; email: string };

/** Signing in: password, then a code when the account asks for one; or a passkey, or the provider. */
export function SignInForm({ next, oidc, outbox, failed }: SignInFormProps) {
  const t = useTranslations("access.signIn");
  const common = useTranslations("access.common");
  const checks = useChecks();
  const [step, setStep] = useState<Step>({ at: "password" });
  const form = useForm({
    fields: ["email", "password"],
    check: ({ email, password }) => ({ email: checks.email(email), password: checks.required(password) }),
    submit: ({ email, password }) =>
      send<{ twoFactorRedirect?: boolean }>("POST", "/api/auth/sign-in/email", {
        email: email.trim(),
        password,
        callbackURL: next,
      }),
    done: ({ twoFactorRedirect }) => (twoFactorRedirect ? setStep({ at: "code" }) : leaveTo(next)),
    failed({ code }, { email }) {
      if (code !== "EMAIL_NOT_VERIFIED") return false;
      setStep({ at: "unverified", email: email.trim() });
      return true;
    },
  });

  if (step.at === "code") return <TwoFactorStep next={next} onRestart={() => setStep({ at: "password" })} />;
  if (step.at === "unverified") {
    const { email } = step;
    const again = () => send("POST", "/api/auth/send-verification-email", { email, callbackURL: next });
    return <MailSent email={email} kind="verify" title={t("unverified")} again={again} outbox={outbox} />;
  }
  return (
    <SignedOutPage
      title={t("title")}
      foot={
        <>
          {t("new")}{" "}
          <Link href={withNext("/sign-up", next)} className={textLinkLooks}>
            {t("create")}
          </Link>
        </>
      }
    >
      <Form form={form}>
        <TextField
          form={form}
          name="email"
          label={common("email")}
          type="email"
          autoComplete="username webauthn"
          autoCapitalize="none"
          spellCheck={false}
        />
        <PasswordField form={form} name="password" label={common("password")} />
        <div className="flex flex-wrap items-center justify-between gap-2">
          <SubmitButton form={form}>{t("submit")}</SubmitButton>
          <Link href="/reset" className={`text-sm ${textLinkLooks}`}>
            {t("forgot")}
          </Link>
        </div>
      </Form>
      <OtherWays next={next} oidc={oidc} failed={failed} />
    </SignedOutPage>
  );
}

function OtherWays({ next, oidc, failed }: Pick<SignInFormProps, "next" | "oidc" | "failed">) {
  const t = useTranslations("access.signIn");
  const words = useFaultWords();
  const unknown = useTranslations("access.fault")("unknown");
  const [said, setSaid] = useState(failed ? unknown : "");
  const [pending, setPending] = useState<"passkey" | "oidc" | null>(null);

  const byPasskey = async () => {
    setPending("passkey");
    const sent = await signInWithPasskey();
    setPending(null);
    if (sent.ok) leaveTo(next);
    else setSaid(sent.fault.code === "passkey" ? t("passkeyFailed") : words(sent.fault));
  };
  const byProvider = async () => {
    setPending("oidc");
    const body = {
      provider: "oidc",
      callbackURL: next === "/" ? "/api/tenants/start" : next,
      errorCallbackURL: withNext("/sign-in", next),
    };
    const sent = await send<{ url?: string }>("POST", "/api/auth/sign-in/social", body);
    if (sent.ok && sent.data.url) window.location.assign(sent.data.url);
    else {
      setPending(null);
      setSaid(sent.ok ? unknown : words(sent.fault));
    }
  };

  return (
    <div className="flex flex-col gap-2">
      {said ? (
        <Alert variant="destructive">
          <AlertTitle className="font-normal">{said}</AlertTitle>
        </Alert>
      ) : null}
      {oidc === null ? null : (
        <Button variant="outline" pending={pending === "oidc"} onClick={() => void byProvider()}>
          {t("oidc", { label: oidc })}
        </Button>
      )}
      <Button variant="outline" pending={pending === "passkey"} onClick={() => void byPasskey()}>
        {t("passkey")}
      </Button>
    </div>
  );
}
