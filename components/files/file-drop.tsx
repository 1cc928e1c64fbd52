"use client";

import { Paperclip } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useRoom } from "@/components/chat/room-context";
import { FILE_LIMITS } from "@/lib/files/protocol";
import { useFileSize } from "./use-file-size";
import { useUploadActions } from "./use-uploads";

/** While files are dragged over the page: where they may be dropped. A file never replaces the page. */
export function FileDrop({ title }: { title: string }) {
  const t = useTranslations("files.drop");
  const sizeOf = useFileSize();
  const { add } = useUploadActions();
  const closed = useRoom(({ view }) => view.gone || view.meta?.archivedAt != null);
  const [over, setOver] = useState(false);

  useEffect(() => {
    // Entering a child leaves its parent: the target of the last "enter" tells one from the other.
    let last: EventTarget | null = null;
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      last = event.target;
      setOver(!closed);
    };
    const leave = (event: DragEvent) => {
      if (event.target === last) setOver(false);
    };
    const hover = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = closed ? "none" : "copy";
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (!closed) add([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener("dragenter", enter);
    window.addEventListener("dragleave", leave);
    window.addEventListener("dragover", hover);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragenter", enter);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("dragover", hover);
      window.removeEventListener("drop", drop);
    };
  }, [add, closed]);

  if (!over) return null;
  const size = sizeOf(FILE_LIMITS.fileBytesMax);
  return (
    <div
      data-slot="file-drop"
      className="pointer-events-none absolute inset-2 z-30 flex flex-col items-center justify-center gap-1 rounded-md border-2 border-dashed border-primary bg-background/95 p-6 text-center"
    >
      <Paperclip aria-hidden className="size-6 text-primary" />
      <p className="text-base font-semibold">{t("title")}</p>
      <p className="max-w-sm text-sm text-muted-foreground">
        {t("hint", { room: title, max: FILE_LIMITS.perMessageMax, size })}
      </p>
    </div>
  );
}

function carriesFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") ?? false;
}
