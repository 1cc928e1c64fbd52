"use client";

import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Alert, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import { SignedOutPage } from "./signed-out-page";

interface ChangeProps {
  token: string;
  from: string;
  to: string;
}

/** What the mail to the old address opens. */
export function ApproveChange({ token, from, to, outbox }: ChangeProps & { outbox: boolean }) {
  const t = useTranslations("access.changeEmail");
  const common = useTranslations("access.common");
  const { done, ...act } = useAct(() => send("POST", "/api/account/email/approve", { token }));
  if (!done)
    return (
      <SignedOutPage title={t("approveTitle")} lead={t("approveBody", { from, to })}>
        <Act {...act} label={t("approve")} />
      </SignedOutPage>
    );
  return (
    <SignedOutPage title={t("approvedTitle")} lead={t("approvedBody", { to })}>
      {outbox ? (
        <div>
          <Button asChild>
            <Link href="/outbox">{common("openOutbox")}</Link>
          </Button>
        </div>
      ) : null}
    </SignedOutPage>
  );
}

/** What the mail to the new address opens, for whoever is signed in to the account. */
export function ConfirmChange({ token, from, to }: ChangeProps) {
  const t = useTranslations("access.changeEmail");
  const { done, ...act } = useAct(() => send("PATCH", "/api/account/email", { token }));
  if (done) return <ChangeDone email={to} />;
  return (
    <SignedOutPage title={t("confirmTitle")} lead={t("confirmBody", { from, to })}>
      <Act {...act} label={t("confirm")} />
    </SignedOutPage>
  );
}

/** The end of it, also when the link is opened again. */
export function ChangeDone({ email }: { email: string }) {
  const t = useTranslations("access.changeEmail");
  return (
    <SignedOutPage title={t("doneTitle")} lead={t("doneBody", { email })}>
      <ToAccount />
    </SignedOutPage>
  );
}

function ToAccount() {
  const t = useTranslations("access.changeEmail");
  return (
    <div>
      <Button asChild variant="outline">
        <Link href="/account">{t("account")}</Link>
      </Button>
    </div>
  );
}

function Act({ label, pending, fault, run }: { label: string; pending: boolean; fault: string; run(): void }) {
  return (
    <>
      {fault ? (
        <Alert variant="destructive">
          <AlertTitle className="font-normal">{fault}</AlertTitle>
        </Alert>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button pending={pending} onClick={run}>
          {label}
        </Button>
      </div>
      {fault ? <ToAccount /> : null}
    </>
  );
}

function useAct(act: () => ReturnType<typeof send>) {
  const words = useFaultWords();
  const [state, setState] = useState({ done: false, pending: false, fault: "" });
  const run = async () => {
    setState({ done: false, pending: true, fault: "" });
    const sent = await act();
    setState({ done: sent.ok, pending: false, fault: sent.ok ? "" : words(sent.fault) });
  };
  return { ...state, run: () => void run() };
}
