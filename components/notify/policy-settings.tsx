"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Switch } from "@/components/ui/switch";
import { send } from "@/lib/access/client/send";

/** What administrators decide about everybody's notifications. A refusal puts the switch back and says why. */
export function NotifyPolicySettings({ tenant, hideText }: { tenant: string; hideText: boolean }) {
  const t = useTranslations("notify.policy");
  const [on, setOn] = useState(hideText);
  const [saving, setSaving] = useState(false);
  const [failed, setFailed] = useState(false);
  const id = useId();
  const change = async (next: boolean) => {
    setOn(next);
    setSaving(true);
    setFailed(false);
    const answer = await send("PATCH", `/api/t/${tenant}/notifications/policy`, { hideText: next });
    setSaving(false);
    if (answer.ok) return;
    setOn(!next);
    setFailed(true);
  };
  return (
    <section aria-labelledby={`${id}title`} className="flex flex-col gap-3">
      <h2 id={`${id}title`} className="text-sm font-semibold">
        {t("title")}
      </h2>
      <div className="flex items-start gap-3 rounded-md border p-3">
        <Switch
          id={id}
          checked={on}
          disabled={saving}
          onCheckedChange={(next) => void change(next)}
          aria-describedby={`${id}help`}
          className="mt-0.5"
        />
        <div className="min-w-0">
          <label htmlFor={id} className="text-sm font-medium">
            {t("hideText")}
          </label>
          <p id={`${id}help`} className="text-sm text-muted-foreground">
            {t("hideTextHelp")}
          </p>
          {failed ? (
            <p role="alert" className="text-sm text-destructive">
              {t("failed")}
            </p>
          ) : null}
        </div>
      </div>
    </section>
  );
}
