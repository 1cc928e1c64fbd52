"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Alert, AlertActions, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useLive, type LiveState } from "@/lib/observe/client/use-live";
import type { LiveView } from "@/lib/observe/protocol";
import { LiveCharts } from "./live-charts";
import { LiveFigures } from "./live-figures";
import { LiveLatency } from "./live-latency";

/** What goes on in the tenant at this moment, from the counters of its own objects. */
export function LiveScreen({ slug, first }: { slug: string; first: LiveView }) {
  const t = useTranslations("live");
  const format = useFormatter();
  const { live, state, retry } = useLive(slug, first);
  const time = format.dateTime(live.at, { timeStyle: "medium" });
  const partly = [live.board, live.people, live.meter, live.knowledge].includes(null);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-base font-semibold">{t("now")}</h2>
        <StateBadge state={state} />
        {/* Not announced: it changes every three seconds. */}
        <span data-slot="live-time" className="text-xs text-muted-foreground tabular-nums">
          {t("updated", { time })}
        </span>
      </div>
      {state === "stale" ? (
        <Alert variant="warning">
          <AlertTitle>{t("staleTitle", { time })}</AlertTitle>
          <AlertDescription>{t("staleHelp")}</AlertDescription>
          <AlertActions>
            <Button variant="outline" size="sm" onClick={retry}>
              {t("retry")}
            </Button>
          </AlertActions>
        </Alert>
      ) : null}
      <div className="flex flex-col gap-4">
        <LiveFigures live={live} />
        {partly && state !== "stale" ? <p className="text-xs text-muted-foreground">{t("awayHelp")}</p> : null}
        {live.meter ? <LiveLatency span={live.meter.span} /> : null}
        <LiveCharts live={live} />
      </div>
    </>
  );
}

function StateBadge({ state }: { state: LiveState }) {
  const t = useTranslations("live.state");
  return (
    <Badge variant={state === "stale" ? "warning" : "outline"} role="status">
      {t(state)}
    </Badge>
  );
}
