"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { SessionView } from "@/lib/access/protocol";
import { AccountSection } from "./account-section";

/** Where I am signed in, and signing out from afar. */
export function SessionsSection({ sessions }: { sessions: readonly SessionView[] }) {
  const t = useTranslations("access.account");
  const format = useFormatter();
  const words = useFaultWords();
  const router = useRouter();
  const [pending, setPending] = useState<string | null>(null);
  const act = async (id: string, method: "POST" | "DELETE", path: string, body?: object) => {
    setPending(id);
    const sent = await send(method, path, body);
    setPending(null);
    if (sent.ok) {
      toast(t("revoked"));
      router.refresh();
    } else toast.error(words(sent.fault));
  };
  const others = sessions.filter(({ current }) => !current);
  return (
    <AccountSection id="sessions" title={t("sessions")}>
      <ul className="flex flex-col divide-y">
        {sessions.map(({ id, device, lastUsed, current }) => {
          const name = device || t("unknownDevice");
          return (
            <li key={id} className="flex min-h-11 items-center justify-between gap-3 py-1.5">
              <p className="min-w-0 text-sm">
                <span className="flex flex-wrap items-center gap-2">
                  {name}
                  {current ? <Badge>{t("thisDevice")}</Badge> : null}
                </span>
                <span className="text-xs text-muted-foreground">
                  {t("lastUsed", { date: format.dateTime(lastUsed, { dateStyle: "medium", timeStyle: "short" }) })}
                </span>
              </p>
              {current ? null : (
                <Button
                  variant="ghost"
                  size="sm"
                  pending={pending === id}
                  onClick={() => void act(id, "DELETE", `/api/account/sessions/${id}`)}
                >
                  {t("revoke", { device: name })}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {others.length === 0 ? (
        <p className="text-sm text-muted-foreground">{t("onlyThis")}</p>
      ) : (
        <div>
          <Button
            variant="outline"
            pending={pending === "others"}
            onClick={() => void act("others", "POST", "/api/auth/revoke-other-sessions", {})}
          >
            {t("revokeOthers")}
          </Button>
        </div>
      )}
    </AccountSection>
  );
}
