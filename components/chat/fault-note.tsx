"use client";

import { useTranslations } from "next-intl";
import { Alert, AlertDescription } from "@/components/ui/alert";
import { CopyButton } from "@/components/ui/copy-button";
import type { Fault } from "./use-act";

/** What went wrong with a call, and the request id to hand on. */
export function FaultNote({ fault }: { fault: Fault }) {
  const t = useTranslations("rooms.errors");
  return (
    <Alert variant="destructive">
      <AlertDescription>
        <p>{fault.message}</p>
        {fault.requestId ? (
          <p className="flex items-center gap-1 text-xs text-muted-foreground">
            <span className="min-w-0 truncate">{t("requestId", { id: fault.requestId })}</span>
            <CopyButton value={fault.requestId} label={t("copyRequestId")} />
          </p>
        ) : null}
      </AlertDescription>
    </Alert>
  );
}
