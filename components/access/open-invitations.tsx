"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { LinkInvitation, MailInvitation } from "@/lib/tenants/protocol";

/** Everything that could still bring somebody in. */
export function OpenInvitations({
  slug,
  mails,
  links,
}: {
  slug: string;
  mails: readonly MailInvitation[];
  links: readonly LinkInvitation[];
}) {
  const t = useTranslations("access.members");
  const roleName = useTranslations("access.roles");
  return (
    <Card aria-labelledby="pending-title">
      <CardHeader>
        <CardTitle id="pending-title">{t("pending")}</CardTitle>
      </CardHeader>
      <CardContent>
        {mails.length + links.length === 0 ? <p className="text-sm text-muted-foreground">{t("noPending")}</p> : null}
        <ul className="flex flex-col divide-y empty:hidden">
          {mails.map(({ id, email, role, expiresAt }) => (
            <Open
              key={id}
              path={`/api/t/${slug}/invitations/${id}`}
              label={t("pendingMail", { email, role: roleName(role) })}
              expiresAt={expiresAt}
            />
          ))}
          {links.map(({ id, role, uses, maxUses, expiresAt }) => (
            <Open
              key={id}
              path={`/api/t/${slug}/invite-links/${id}`}
              label={t("pendingLink", { role: roleName(role), uses, max: maxUses })}
              expiresAt={expiresAt}
            />
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}

function Open({ path, label, expiresAt }: { path: string; label: string; expiresAt: number }) {
  const t = useTranslations("access.members");
  const format = useFormatter();
  const words = useFaultWords();
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const withdraw = async () => {
    setPending(true);
    const sent = await send("DELETE", path);
    setPending(false);
    if (sent.ok) {
      toast(t("cancelled"));
      router.refresh();
    } else toast.error(words(sent.fault));
  };
  return (
    <li className="flex items-center justify-between gap-3 py-1.5">
      <p className="min-w-0 text-sm">
        <span className="block break-words">{label}</span>
        <span className="text-xs text-muted-foreground">
          {t("expires", { date: format.dateTime(expiresAt, { dateStyle: "medium" }) })}
        </span>
      </p>
      <Button variant="ghost" size="sm" pending={pending} onClick={() => void withdraw()}>
        {t("cancel")}
        <span className="sr-only">: {label}</span>
      </Button>
    </li>
  );
}
