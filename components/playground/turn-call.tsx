"use client";

import { Link } from "@/components/ui/link";
import { useFormatter, useTranslations } from "next-intl";
import { useMoney } from "@/components/admin/use-money";
import { Alert, AlertActions, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { Dissection } from "@/lib/playground/protocol";
import { Facts, Nothing, Part } from "./turn-parts";

/** What the call of a model came to, or why there was none. */
export function TurnCall({ slug, call }: { slug: string; call: Dissection["call"] }) {
  const t = useTranslations("playground.turn");
  const format = useFormatter();
  const money = useMoney();
  if (!call) {
    return (
      <Part title={t("call.title")}>
        <Nothing>{t("call.none")}</Nothing>
      </Part>
    );
  }
  const { status, fault, model, provider, usage, cost, firstTokenMs } = call;
  return (
    <Part title={t("call.title")}>
      {status === "answered" ? null : (
        <Alert variant="warning">
          <AlertTitle>{t(status === "refused" ? "call.refused" : "call.failed")}</AlertTitle>
          <AlertDescription>
            {fault?.message} {status === "refused" ? t("call.instead") : null}
          </AlertDescription>
          {status === "refused" ? (
            <AlertActions>
              <Button asChild size="sm" variant="outline">
                <Link href={`/${slug}/admin/usage`}>{t("call.usage")}</Link>
              </Button>
            </AlertActions>
          ) : null}
        </Alert>
      )}
      {usage === null ? null : (
        <Facts
          facts={[
            [t("call.model"), model],
            [t("call.provider"), provider],
            [t("call.prompt"), format.number(usage.promptTokens)],
            [t("call.cached"), format.number(usage.cachedTokens)],
            [t("call.completion"), format.number(usage.completionTokens)],
            [t("call.cost"), money(cost)],
            firstTokenMs === null ? null : [t("call.firstToken"), t("facts.ms", { ms: Math.round(firstTokenMs) })],
          ]}
        />
      )}
      {usage?.estimated ? <Nothing>{t("call.estimated")}</Nothing> : null}
    </Part>
  );
}
