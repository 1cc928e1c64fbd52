"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { AccountSection } from "@/components/access/account-section";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import { describeDevice } from "@/lib/access/core/device";
import { currentPush, hasPush, subscribe } from "@/lib/notify/client/push";
import type { SubscriptionView } from "@/lib/notify/protocol";
import { useDesktopState } from "./use-desktop-state";

type Answer = { subscriptions: SubscriptionView[] };

/** The browsers that are told while no page of Parlor is open. */
export function PushSection({
  tenant,
  pushKey,
  subscriptions,
}: {
  tenant: string;
  pushKey: string | null;
  subscriptions: readonly SubscriptionView[];
}) {
  const t = useTranslations("notify.push");
  const format = useFormatter();
  const words = useFaultWords();
  const state = useDesktopState();
  const [listed, setListed] = useState(subscriptions);
  const [pending, setPending] = useState<string | null>(null);
  const path = `/api/t/${tenant}/notifications/subscriptions`;

  // A browser may have renewed its subscription since it was last here.
  useEffect(() => {
    if (pushKey === null || subscriptions.length === 0) return;
    let stopped = false;
    void currentPush().then((keys) => {
      if (stopped || !keys) return;
      void send("POST", path, { ...keys, label: describeDevice(navigator.userAgent) });
    });
    return () => {
      stopped = true;
    };
  }, [path, pushKey, subscriptions.length]);

  const add = async (key: string) => {
    setPending("add");
    try {
      const keys = await subscribe(key);
      const sent = await send<Answer>("POST", path, { ...keys, label: describeDevice(navigator.userAgent) });
      if (sent.ok) setListed(sent.data.subscriptions);
      else toast.error(words(sent.fault));
    } catch {
      toast.error(t("failed"));
    }
    setPending(null);
  };
  const remove = async (id: string) => {
    setPending(id);
    const sent = await send<Answer>("DELETE", `${path}/${id}`);
    setPending(null);
    if (!sent.ok) return void toast.error(words(sent.fault));
    setListed(sent.data.subscriptions);
    toast(t("removed"));
  };

  const why = pushKey === null ? "notConfigured" : state !== null && !hasPush() ? "unsupported" : null;
  const needsPermission = why === null && state !== null && state !== "granted";
  return (
    <AccountSection id="push" title={t("title")} help={t("help")}>
      {listed.length > 0 ? (
        <ul className="flex flex-col divide-y">
          {listed.map(({ id, label, createdAt }) => (
            <li key={id} className="flex min-h-11 items-center justify-between gap-3 py-1.5">
              <p className="min-w-0 text-sm">
                <span className="block truncate">{label || t("unknown")}</span>
                <span className="text-xs text-muted-foreground">
                  {t("added", { date: format.dateTime(createdAt, { dateStyle: "medium" }) })}
                </span>
              </p>
              <Button variant="ghost" size="sm" pending={pending === id} onClick={() => void remove(id)}>
                {t("remove", { name: label || t("unknown") })}
              </Button>
            </li>
          ))}
        </ul>
      ) : why === null ? (
        <p className="text-sm text-muted-foreground">{t("none")}</p>
      ) : null}
      {why === null ? null : <p className="text-sm text-muted-foreground">{t(why)}</p>}
      {needsPermission ? <p className="text-sm text-muted-foreground">{t("needsPermission")}</p> : null}
      {pushKey !== null && why === null && state === "granted" ? (
        <div>
          <Button variant="outline" pending={pending === "add"} onClick={() => void add(pushKey)}>
            {t("add")}
          </Button>
        </div>
      ) : null}
    </AccountSection>
  );
}
