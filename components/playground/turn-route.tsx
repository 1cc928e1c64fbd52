"use client";

import { useTranslations } from "next-intl";
import type { DissectedAttempt, Dissection } from "@/lib/playground/protocol";
import type { Tier } from "@/lib/quotas/protocol";
import { Facts, Nothing, Part } from "./turn-parts";

const OUTCOMES = ["ok", "timeout", "refused", "failed", "breaker_open", "aborted"] as const;

/** Which models could have answered, why this one, and every try at one. */
export function TurnRoute({ dissection: { route, call }, tier }: { dissection: Dissection; tier: Tier }) {
  const t = useTranslations("playground.turn.route");
  if (!route) {
    return (
      <Part title={t("title")}>
        <Nothing>{t("none")}</Nothing>
      </Part>
    );
  }
  const { wished, unmet, chain, reason } = route;
  const attempts = call?.attempts ?? [];
  return (
    <Part title={t("title")}>
      <Facts
        facts={[
          [t("tier"), tier],
          [
            t("wished"),
            <>
              {wished ?? t("any")}
              {unmet === null ? null : <span className="block text-warning">{t("unmet", { why: unmet })}</span>}
            </>,
          ],
          [t("reason"), reason],
          [
            t("chain"),
            <ol key="chain" className="flex flex-col">
              {chain.map(({ id, provider }) => (
                <li key={id}>
                  {id} <span className="text-muted-foreground">{provider}</span>
                </li>
              ))}
            </ol>,
          ],
          [
            t("attempts"),
            attempts.length === 0 ? (
              t("noAttempts")
            ) : (
              <ol key="attempts" className="flex flex-col">
                {attempts.map((attempt, at) => (
                  <Attempt key={`${at}-${attempt.model}`} attempt={attempt} />
                ))}
              </ol>
            ),
          ],
        ]}
      />
    </Part>
  );
}

function Attempt({ attempt: { model, outcome, status, ms } }: { attempt: DissectedAttempt }) {
  const t = useTranslations("playground.turn.route");
  const known = OUTCOMES.find((one) => one === outcome);
  return (
    <li>
      {model}:{" "}
      {t("attempt", {
        ...{ outcome: known ? t(`outcomes.${known}`) : outcome, ms: Math.round(ms) },
        status: status === null ? "none" : String(status),
      })}
    </li>
  );
}
