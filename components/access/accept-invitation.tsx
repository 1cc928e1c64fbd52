"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Alert, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import { leaveTo } from "./leave-to";

/** Joins, and leads into the tenant. */
export function AcceptInvitation({ token, tenant }: { token: string; tenant: string }) {
  const t = useTranslations("access.invite");
  return (
    <OneAct label={t("accept", { tenant })}>
      {async () => {
        const sent = await send<{ tenant: { slug: string } }>("POST", `/api/invitations/${token}/accept`, {});
        if (sent.ok) leaveTo(`/${sent.data.tenant.slug}/rooms`);
        return sent;
      }}
    </OneAct>
  );
}

/** Signs out and comes back to the same invitation. */
export function SwitchAccount({ token }: { token: string }) {
  const t = useTranslations("access.invite");
  return (
    <OneAct label={t("switch")}>
      {async () => {
        const sent = await send("POST", "/api/auth/sign-out", {});
        if (sent.ok) leaveTo(`/invite/${token}`);
        return sent;
      }}
    </OneAct>
  );
}

function OneAct({ label, children: act }: { label: string; children: () => ReturnType<typeof send> }) {
  const words = useFaultWords();
  const [pending, setPending] = useState(false);
  const [fault, setFault] = useState("");
  const run = async () => {
    setPending(true);
    const sent = await act();
    if (sent.ok) return;
    setPending(false);
    setFault(words(sent.fault));
  };
  return (
    <>
      {fault ? (
        <Alert variant="destructive">
          <AlertTitle className="font-normal">{fault}</AlertTitle>
        </Alert>
      ) : null}
      <div>
        <Button pending={pending} onClick={() => void run()}>
          {label}
        </Button>
      </div>
    </>
  );
}
