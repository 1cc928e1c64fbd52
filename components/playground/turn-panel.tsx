"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useMoney } from "@/components/admin/use-money";
import type { TrialTurn } from "@/lib/playground/client/fold-turns";
import type { Dissection } from "@/lib/playground/protocol";
import type { Tier } from "@/lib/quotas/protocol";
import { TurnCall } from "./turn-call";
import { Nothing, Part } from "./turn-parts";
import { TurnQuestion } from "./turn-question";
import { TurnRetrieval } from "./turn-retrieval";
import { TurnRoute } from "./turn-route";
import { TurnSent } from "./turn-sent";
import { TurnTime } from "./turn-time";

/** A turn taken apart: what was found, who answered and why, what it cost, how long each step took, what was sent. */
export function TurnPanel({
  slug,
  label,
  turn,
  tier,
}: {
  slug: string;
  /** What it is called among others. */
  label: string;
  turn: TrialTurn | null;
  tier: Tier;
}) {
  const t = useTranslations("playground.turn");
  const dissection = turn?.dissection ?? null;
  return (
    <aside data-slot="turn-panel" aria-label={label} className="flex min-w-0 flex-col rounded-md border bg-card">
      <div className="flex flex-col gap-1 px-3 py-2.5">
        <h2 className="text-base font-semibold">{t("title")}</h2>
        {turn ? <p className="line-clamp-2 text-sm text-muted-foreground">{turn.question}</p> : null}
      </div>
      {dissection === null ? (
        <div className="border-t px-3 py-3">
          <Nothing>{turn && !turn.over ? t("waiting") : t("none")}</Nothing>
        </div>
      ) : (
        <>
          <Summary dissection={dissection} />
          <TurnTime dissection={dissection} />
          <TurnRetrieval retrieval={dissection.retrieval} />
          <TurnQuestion dissection={dissection} />
          <TurnRoute dissection={dissection} tier={tier} />
          <TurnCall slug={slug} call={dissection.call} />
          <Part title={t("tools.title")}>
            <Nothing>{t("tools.none")}</Nothing>
          </Part>
          <TurnSent sent={dissection.sent} />
        </>
      )}
    </aside>
  );
}

function Summary({ dissection: { call, totalMs } }: { dissection: Dissection }) {
  const t = useTranslations("playground.turn.facts");
  const format = useFormatter();
  const money = useMoney();
  const tokens = (call?.usage?.promptTokens ?? 0) + (call?.usage?.completionTokens ?? 0);
  const facts: [string, string][] = [
    [t("model"), call?.model ?? t("noModel")],
    [t("tokens"), format.number(tokens)],
    [t("cost"), money(call?.cost ?? 0)],
    [t("time"), t("ms", { ms: Math.round(totalMs) })],
  ];
  return (
    <dl data-slot="turn-summary" className="grid grid-cols-2 gap-px border-t bg-border sm:grid-cols-4">
      {facts.map(([name, value]) => (
        <div key={name} className="flex min-w-0 flex-col bg-card px-3 py-2">
          <dt className="text-xs text-muted-foreground">{name}</dt>
          <dd className="truncate text-sm font-semibold tabular-nums" title={value}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
