"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { AccountSection } from "@/components/access/account-section";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Switch } from "@/components/ui/switch";
import { turnOff, turnOn } from "@/lib/notify/client/permission";
import { useDesktopState } from "./use-desktop-state";
import { useSaveSettings } from "./use-settings";

/** Whether this browser shows notifications, every state of it, and the sound. */
export function DesktopSection({ tenant, sound }: { tenant: string; sound: boolean }) {
  const t = useTranslations("notify.desktop");
  const state = useDesktopState();
  const { pending, save } = useSaveSettings(tenant);
  const [loud, setLoud] = useState(sound);
  const change = async (next: boolean) => {
    setLoud(next);
    if (!(await save({ sound: next }))) setLoud(!next);
  };
  return (
    <AccountSection id="desktop" title={t("title")} help={t("help")}>
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-3" data-permission={state ?? undefined}>
        <p role="status" className="min-w-0 flex-1 basis-60 text-sm">
          {state === null ? null : t(state)}
        </p>
        {state === "default" || state === "off" ? <Button onClick={() => void turnOn()}>{t("turnOn")}</Button> : null}
        {state === "granted" ? (
          <Button variant="outline" onClick={turnOff}>
            {t("turnOff")}
          </Button>
        ) : null}
      </div>
      <Field layout="row" label={t("sound")} help={t("soundHelp")}>
        <Switch checked={loud} disabled={pending} onCheckedChange={(next) => void change(next)} />
      </Field>
    </AccountSection>
  );
}
