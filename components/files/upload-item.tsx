"use client";

import { CircleAlert, RotateCw, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { mayRetry, type Upload, type UploadFault } from "@/lib/files/client/upload-store";
import { FILE_LIMITS } from "@/lib/files/protocol";
import { cn } from "@/lib/ui/cn";
import { FileIcon } from "./file-icon";
import { useFileSize } from "./use-file-size";
import { useUploadActions } from "./use-uploads";

/** One file on its way. */
export function UploadItem({ upload }: { upload: Upload }) {
  const t = useTranslations("files.composer");
  const { cancel, retry } = useUploadActions();
  const sizeOf = useFileSize();
  const { key, name, preview, state, sent, size, uploaded } = upload;
  return (
    <li
      data-slot="upload"
      data-state={state}
      className={cn(
        "flex w-64 max-w-full items-center gap-2 rounded-md border bg-card p-1.5",
        state === "failed" && "border-destructive",
      )}
    >
      {preview ? (
        // oxlint-disable-next-line nextjs/no-img-element -- a picture that is in this page only
        <img src={preview} alt="" width={36} height={36} className="size-9 shrink-0 rounded-sm object-cover" />
      ) : (
        <span className="flex size-9 shrink-0 items-center justify-center rounded-sm bg-muted">
          <FileIcon type={uploaded?.file.type ?? ""} />
        </span>
      )}
      <div className="min-w-0 flex-1 text-xs">
        <p className="truncate text-sm" title={name}>
          <bdi>{name}</bdi>
        </p>
        {state === "failed" ? (
          <Fault upload={upload} />
        ) : state === "sending" ? (
          <>
            <p className="text-muted-foreground tabular-nums">
              {t("sending", { percent: sent / size, size: sizeOf(size) })}
            </p>
            <Progress value={sent} max={size} aria-label={t("progress", { name })} className="mt-0.5 h-1" />
          </>
        ) : (
          <p className="text-muted-foreground">
            {state === "ready" ? t("ready", { size: sizeOf(size) }) : t("waiting")}
          </p>
        )}
      </div>
      {mayRetry(upload) ? (
        <Button variant="ghost" size="icon-sm" aria-label={t("retry", { name })} onClick={() => retry(key)}>
          <RotateCw aria-hidden />
        </Button>
      ) : null}
      <Button
        variant="ghost"
        size="icon-sm"
        className="text-muted-foreground"
        aria-label={t("cancel", { name })}
        onClick={() => cancel(key)}
      >
        <X aria-hidden />
      </Button>
    </li>
  );
}

function Fault({ upload: { fault } }: { upload: Upload }) {
  const t = useTranslations("files.fault");
  const sizeOf = useFileSize();
  return (
    <p role="alert" className="flex items-start gap-1 text-destructive">
      <CircleAlert aria-hidden className="mt-px size-3.5! shrink-0" />
      {t(wordsFor(fault), { max: sizeOf(FILE_LIMITS.fileBytesMax) })}
    </p>
  );
}

const SAID = [
  "empty",
  "too_big",
  "quota_exceeded",
  "network",
  "not_found",
  "conflict",
  "rate_limited",
  "invalid_request",
] as const;

function wordsFor(fault: UploadFault | null): (typeof SAID)[number] | "other" {
  if (fault === "payload_too_large") return "too_big";
  return SAID.find((known) => known === fault) ?? "other";
}
