"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { NamedRun, ToolRunView } from "@/lib/tools/protocol";
import { DecideDialog } from "./decide-dialog";
import { JsonText } from "./json-text";

/** Calls that are not made before somebody decides: what they would be called with, who asked, how long there is. */
export function WaitingCalls({
  slug,
  calls,
  more,
  nowMs,
}: {
  slug: string;
  calls: readonly NamedRun[];
  more: boolean;
  nowMs: number;
}) {
  const t = useTranslations("tools.log");
  const [open, setOpen] = useState<{ to: "approve" | "deny"; run: ToolRunView } | null>(null);
  return (
    <>
      {calls.length === 0 ? null : (
        <section aria-labelledby="waiting-calls" className="flex flex-col gap-3">
          <h2 id="waiting-calls" className="text-base font-semibold">
            {t("waiting")}
          </h2>
          {calls.map((call) => (
            <Waiting key={call.run.id} call={call} nowMs={nowMs} onDecide={(to) => setOpen({ to, run: call.run })} />
          ))}
          {more ? <p className="text-sm text-muted-foreground">{t("moreWaiting")}</p> : null}
        </section>
      )}
      {open === null ? null : <DecideDialog slug={slug} {...open} onClose={() => setOpen(null)} />}
    </>
  );
}

function Waiting({
  call: { run, askedName },
  nowMs,
  onDecide,
}: {
  call: NamedRun;
  nowMs: number;
  onDecide(to: "approve" | "deny"): void;
}) {
  const t = useTranslations("tools.log");
  const format = useFormatter();
  const readable = run.arguments !== undefined;
  const name = askedName ?? t("gone");
  return (
    <Card data-slot="waiting-call" className="max-w-3xl">
      <CardHeader>
        <CardTitle className="font-mono text-sm [overflow-wrap:anywhere]">
          {run.tool}
        </CardTitle>
        <p className="col-span-2 flex flex-wrap gap-x-3 text-xs text-muted-foreground">
          <span>{run.person_id === null ? t("byKey", { name }) : t("by", { name })}</span>
          <span title={run.session_id ?? undefined}>
            {run.session_id === null ? t("noSession") : t("session", { id: run.session_id.slice(0, 8) })}
          </span>
          {run.expires_at === null ? null : (
            <span>{t("left", { when: format.relativeTime(run.expires_at, nowMs) })}</span>
          )}
        </p>
      </CardHeader>
      <CardContent className="flex flex-col gap-3">
        {readable ? (
          <JsonText label={t("arguments", { tool: run.tool })} value={run.arguments} />
        ) : (
          <p className="text-sm">{t("unreadable")}</p>
        )}
        <div className="flex flex-wrap gap-2">
          {readable ? (
            <Button size="sm" aria-label={t("approveNamed", { tool: run.tool })} onClick={() => onDecide("approve")}>
              {t("approve")}
            </Button>
          ) : null}
          <Button
            variant="outline"
            size="sm"
            aria-label={t("denyNamed", { tool: run.tool })}
            onClick={() => onDecide("deny")}
          >
            {t("deny")}
          </Button>
        </div>
      </CardContent>
    </Card>
  );
}
