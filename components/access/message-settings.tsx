"use client";

import { useTranslations } from "next-intl";
import { send } from "@/lib/access/client/send";
import { SettingSwitch } from "./setting-switch";

/** What the tenant chose about messages. */
export function MessageSettings({ tenant, linkPreviews }: { tenant: string; linkPreviews: boolean }) {
  const t = useTranslations("access.settings");
  return (
    <SettingSwitch
      title={t("messages")}
      label={t("linkPreviews")}
      help={t("linkPreviewsHelp")}
      failure={t("failed")}
      initial={linkPreviews}
      save={(on) => send("PATCH", `/api/t/${tenant}/settings/link-previews`, { on })}
    />
  );
}
