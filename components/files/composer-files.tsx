"use client";

import { Paperclip } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, type ClipboardEvent } from "react";
import { Button } from "@/components/ui/button";
import { Hint } from "@/components/ui/tooltip";
import { FILE_LIMITS } from "@/lib/files/protocol";
import { cn } from "@/lib/ui/cn";
import { UploadItem } from "./upload-item";
import { useUploadActions, useUploads } from "./use-uploads";

/** Opens the device's own choice of files. */
export function AttachButton({ className }: { className?: string }) {
  const t = useTranslations("files.composer");
  const { add } = useUploadActions();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-slot="file-input"
        onChange={({ target }) => {
          add([...(target.files ?? [])]);
          // The same file may be chosen again.
          target.value = "";
        }}
      />
      <Hint text={t("attach")}>
        <Button
          variant="ghost"
          size="icon"
          aria-label={t("attach")}
          className={cn("text-muted-foreground", className)}
          onClick={() => input.current?.click()}
        >
          <Paperclip aria-hidden />
        </Button>
      </Hint>
    </>
  );
}

/** The files that go with the next message: how far each is, and why one is not. */
export function ComposerFiles() {
  const t = useTranslations("files.composer");
  const uploads = useUploads((state) => state.uploads);
  const blocked = useUploads((state) => state.blocked);
  const tooMany = useUploads((state) => state.tooMany);
  const unready = uploads.filter(({ state }) => state !== "ready").length;
  return (
    <>
      {uploads.length > 0 ? (
        <ul
          aria-label={t("list")}
          data-slot="composer-files"
          className="scroll-quiet mb-1 flex max-h-44 flex-wrap gap-1.5 overflow-y-auto p-0.5"
        >
          {uploads.map((upload) => (
            <UploadItem key={upload.key} upload={upload} />
          ))}
        </ul>
      ) : null}
      {blocked && unready > 0 ? (
        <p role="alert" className="px-1 pb-1 text-xs text-warning">
          {t("blocked", { count: unready })}
        </p>
      ) : null}
      {tooMany > 0 ? (
        <p role="alert" className="px-1 pb-1 text-xs text-destructive">
          {t("tooMany", { count: tooMany, max: FILE_LIMITS.perMessageMax })}
        </p>
      ) : null}
    </>
  );
}

/** Pasted files are attached; text that a program copied together with a picture of itself stays text. */
export function usePaste(): (event: ClipboardEvent) => void {
  const { add } = useUploadActions();
  return (event) => {
    const { files, types } = event.clipboardData;
    if (files.length === 0 || (types.includes("text/plain") && types.includes("text/html"))) return;
    event.preventDefault();
    add([...files]);
  };
}
