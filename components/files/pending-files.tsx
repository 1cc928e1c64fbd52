"use client";

import { useTranslations } from "next-intl";
import type { UploadedFile } from "@/lib/files/protocol";
import { FileIcon } from "./file-icon";
import { useFileSize } from "./use-file-size";

/** What goes with a message that the room has not confirmed: by name, since it can be read only from the room. */
export function PendingFiles({ files }: { files: readonly UploadedFile[] }) {
  const t = useTranslations("files.message");
  const sizeOf = useFileSize();
  if (files.length === 0) return null;
  return (
    <ul aria-label={t("list")} className="mt-1 flex flex-col gap-1">
      {files.map(({ file }) => (
        <li key={file.id} className="flex w-80 max-w-full items-center gap-2 rounded-md border px-2 py-1.5 text-sm">
          <FileIcon type={file.type} />
          <bdi className="min-w-0 flex-1 truncate">{file.name}</bdi>
          <span className="shrink-0 text-xs text-muted-foreground">{sizeOf(file.size)}</span>
        </li>
      ))}
    </ul>
  );
}
