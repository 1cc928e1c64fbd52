"use client";

import { useTranslations } from "next-intl";
import { SettingSwitch } from "@/components/access/setting-switch";
import { send } from "@/lib/access/client/send";

/** What administrators decide about everybody's notifications. */
export function NotifyPolicySettings({ tenant, hideText }: { tenant: string; hideText: boolean }) {
  const t = useTranslations("notify.policy");
  return (
    <SettingSwitch
      title={t("title")}
      label={t("hideText")}
      help={t("hideTextHelp")}
      failure={t("failed")}
      initial={hideText}
      save={(on) => send("PATCH", `/api/t/${tenant}/notifications/policy`, { hideText: on })}
    />
  );
}
