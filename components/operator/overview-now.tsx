"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import type { InstallationPulse } from "@/lib/observe/protocol";
import { addPulses } from "@/lib/operator/core/sums";
import { Figure } from "./figure";

/** A round comes once a minute: one that is so late did not come. */
const LATE_MS = 180_000;

/** How things stood in the last round of the cron. */
export function OverviewNow({ installation, now }: { installation: InstallationPulse | null; now: number }) {
  const t = useTranslations("operator.overview");
  const format = useFormatter();
  if (installation === null) {
    return (
      <Alert variant="warning">
        <AlertTitle>{t("away")}</AlertTitle>
        <AlertDescription>{t("awayHelp")}</AlertDescription>
      </Alert>
    );
  }
  const { sockets, waiting, calls, streams } = addPulses(installation);
  const { last } = installation;
  const seconds = (at: number) => Math.max(0, Math.round((now - at) / 1_000));
  return (
    <section aria-label={t("now")} className="flex flex-col gap-2">
      <h2 className="text-base font-semibold">{t("now")}</h2>
      <dl className="grid grid-cols-4 gap-3 max-lg:grid-cols-2 max-sm:grid-cols-1">
        <Figure
          name={t("sockets")}
          value={format.number(sockets.room + sockets.inbox + sockets.visit)}
          more={t("socketsMore", { ...sockets })}
        />
        <Figure name={t("streams")} value={format.number(streams)} more={t("streamsMore", { calls })} />
        <Figure
          name={t("waiting")}
          value={format.number(waiting.rows)}
          more={
            waiting.parked > 0
              ? t("parked", { count: waiting.parked })
              : waiting.since === null
                ? t("waitingNone")
                : t("waitingMore", { seconds: seconds(waiting.since) })
          }
          warns={waiting.rows + waiting.parked > 0}
        />
        <Figure
          name={t("round")}
          value={last ? t("roundAgo", { seconds: seconds(last.at) }) : t("roundNone")}
          {...(last ? { more: t("roundMore", { tenants: last.tenants, ms: last.tookMs }) } : {})}
          warns={last !== null && now - last.at > LATE_MS}
        />
      </dl>
      <p className="text-xs text-muted-foreground">{t("asOf")}</p>
    </section>
  );
}
