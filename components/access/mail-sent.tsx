"use client";

import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { Sent } from "@/lib/access/client/send";
import { SignedOutPage, textLinkLooks } from "./signed-out-page";

export interface MailSentProps {
  email: string;
  kind: "verify" | "reset";
  title?: string;
  again(): Promise<Sent<unknown>>;
  /** Where this installation's mails can be read; only on a local one. */
  outbox: boolean;
}

/** "Check your mail", with a way to send it again. */
export function MailSent({ email, kind, title, again, outbox }: MailSentProps) {
  const t = useTranslations("access.mailSent");
  const common = useTranslations("access.common");
  const words = useFaultWords();
  const [state, setState] = useState<{ pending: boolean; said: string }>({ pending: false, said: "" });
  const resend = async () => {
    setState({ pending: true, said: "" });
    const sent = await again();
    setState({ pending: false, said: sent.ok ? t("sentAgain") : words(sent.fault) });
  };
  return (
    <SignedOutPage
      title={title ?? t("title")}
      lead={t(kind, { email })}
      foot={
        <Link href="/sign-in" className={textLinkLooks}>
          {t("back")}
        </Link>
      }
    >
      <div className="flex flex-wrap items-center gap-2">
        {outbox ? (
          <Button asChild>
            <Link href="/outbox">{common("openOutbox")}</Link>
          </Button>
        ) : null}
        <Button variant="outline" pending={state.pending} onClick={() => void resend()}>
          {t("again")}
        </Button>
        <output className="text-sm text-muted-foreground">{state.said}</output>
      </div>
    </SignedOutPage>
  );
}
