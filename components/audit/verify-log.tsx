"use client";

import { ShieldCheck } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import { type LogVerdict, verifyLog } from "@/lib/audit/client/verify-log";
import type { AuditCheck } from "@/lib/audit/protocol";

type Running = { status: "running"; checked: number; of: number | null };

/** Has the whole log verified against its hashes, and says what came of it. */
export function useVerifyLog(path: string) {
  const [state, setState] = useState<Running | LogVerdict | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const stop = () => {
    running.current?.abort();
    setState(null);
  };
  const start = async () => {
    const controller = new AbortController();
    running.current = controller;
    setState({ status: "running", checked: 0, of: null });
    const verdict = await verifyLog(
      (query) => send<AuditCheck>("GET", `${path}${query}`),
      (checked, of) => {
        if (!controller.signal.aborted) setState({ status: "running", checked, of });
      },
      controller.signal,
    );
    if (verdict.status !== "stopped") setState(verdict);
  };
  return { state, start, stop };
}

/** The act beside the files of the log. */
export function VerifyButton({ verify }: { verify: ReturnType<typeof useVerifyLog> }) {
  const t = useTranslations("audit.verify");
  return (
    <Button
      variant="outline"
      size="sm"
      pending={verify.state?.status === "running"}
      onClick={() => void verify.start()}
    >
      <ShieldCheck aria-hidden />
      {t("act")}
    </Button>
  );
}

/** How far it is, then what came of it. */
export function VerifyResult({ verify: { state, stop } }: { verify: ReturnType<typeof useVerifyLog> }) {
  const t = useTranslations("audit.verify");
  const format = useFormatter();
  const words = useFaultWords();
  const moment = (at: number) => format.dateTime(at, { dateStyle: "medium", timeStyle: "medium" });
  if (state === null || state.status === "stopped") return null;
  switch (state.status) {
    case "running":
      return (
        <div className="flex flex-wrap items-center gap-3">
          <Progress
            aria-label={t("progress")}
            value={state.checked}
            max={state.of ?? 1}
            className="max-w-md min-w-40 flex-1"
          />
          <span role="status" className="text-xs text-muted-foreground">
            {state.of === null ? t("begun") : t("counts", { checked: state.checked, of: state.of })}
          </span>
          <Button variant="ghost" size="sm" onClick={stop}>
            {t("stop")}
          </Button>
        </div>
      );
    case "whole":
      return (
        <Alert>
          <AlertTitle>{t("whole", { count: state.entries })}</AlertTitle>
          <AlertDescription>
            {t("checked", { time: moment(state.at) })}
            {state.hash === null ? null : (
              <span className="block [overflow-wrap:anywhere]">
                {t("end")} <span className="font-mono text-xs">{state.hash}</span>
              </span>
            )}
          </AlertDescription>
        </Alert>
      );
    case "broken":
      return (
        <Alert variant="destructive">
          <AlertTitle>{t("broken", { seq: state.seq })}</AlertTitle>
          <AlertDescription>
            {t(`faults.${state.fault}`)} {t("brokenHelp")} {t("checked", { time: moment(state.at) })}
          </AlertDescription>
        </Alert>
      );
    case "failed":
      return (
        <Alert variant="warning">
          <AlertTitle>{t("failed", { count: state.checked })}</AlertTitle>
          <AlertDescription>
            {words(state.fault)} {t("failedHelp")}
            {state.fault.requestId === undefined ? null : ` ${t("requestId", { id: state.fault.requestId })}`}
          </AlertDescription>
        </Alert>
      );
    default:
      return state satisfies never;
  }
}
