"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { AccountSection } from "@/components/access/account-section";
import { Button } from "@/components/ui/button";
import type { Schedule } from "@/lib/notify/core/settings";
import { ScheduleForm } from "./schedule-form";
import { useSaveSettings } from "./use-settings";

const MINUTE_MS = 60_000;

/** Quiet for now, and the hours of the week in which I may be rung. */
export function QuietSection({
  tenant,
  quietUntil,
  schedule,
}: {
  tenant: string;
  quietUntil: number | null;
  schedule: Schedule | null;
}) {
  const t = useTranslations("notify.quiet");
  const format = useFormatter();
  const { pending, save } = useSaveSettings(tenant);
  const [until, setUntil] = useState(quietUntil);
  const [now, setNow] = useState<number | null>(null);
  // Without a look at the clock on the server: both sides show the same at first.
  const isQuiet = until !== null && (now === null || until > now);
  const change = async (next: number | null) => {
    const settings = await save({ quietUntil: next });
    if (!settings) return;
    setUntil(settings.quietUntil);
    setNow(Date.now());
  };
  return (
    <AccountSection id="quiet" title={t("title")} help={t("help")}>
      <div className="flex flex-col gap-2">
        <p role="status" className="text-sm">
          {isQuiet
            ? t("until", { date: format.dateTime(until, { dateStyle: "medium", timeStyle: "short" }) })
            : t("notNow")}
        </p>
        <div role="group" aria-label={t("now")} className="flex flex-wrap gap-2">
          {isQuiet ? (
            <Button variant="outline" size="sm" pending={pending} onClick={() => void change(null)}>
              {t("end")}
            </Button>
          ) : (
            <>
              <Button variant="outline" size="sm" onClick={() => void change(Date.now() + 30 * MINUTE_MS)}>
                {t("minutes")}
              </Button>
              <Button variant="outline" size="sm" onClick={() => void change(Date.now() + 60 * MINUTE_MS)}>
                {t("hour")}
              </Button>
              <Button variant="outline" size="sm" onClick={() => void change(tomorrowAtEight())}>
                {t("tomorrow")}
              </Button>
            </>
          )}
        </div>
      </div>
      <ScheduleForm tenant={tenant} schedule={schedule} />
    </AccountSection>
  );
}

/** On this machine's clock, whatever happens to it in the night. */
function tomorrowAtEight(): number {
  const at = new Date();
  at.setDate(at.getDate() + 1);
  at.setHours(8, 0, 0, 0);
  return at.getTime();
}
