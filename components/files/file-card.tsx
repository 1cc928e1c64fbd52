"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Hint } from "@/components/ui/tooltip";
import type { FileInfo } from "@/lib/rooms/protocol";
import { cn } from "@/lib/ui/cn";
import { FileIcon } from "./file-icon";
import { useFileSize } from "./use-file-size";

/** A file as a line: what it is, how big, and the way to have it. */
export function FileCard({
  file,
  href,
  note,
  className,
}: {
  file: FileInfo;
  /** Where it is downloaded from. */
  href: string;
  /** Instead of the size. */
  note?: ReactNode;
  className?: string;
}) {
  const t = useTranslations("files.message");
  const sizeOf = useFileSize();
  const label = t("download", { name: file.name });
  return (
    <div
      data-slot="file-card"
      className={cn(
        "flex w-80 max-w-full items-center gap-2.5 rounded-md border bg-card py-1.5 ps-2.5 pe-1.5",
        className,
      )}
    >
      <FileIcon type={file.type} />
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm font-medium" title={file.name}>
          <bdi>{file.name}</bdi>
        </p>
        <p className="truncate text-xs text-muted-foreground">{note ?? sizeOf(file.size)}</p>
      </div>
      <Hint text={label}>
        <Button variant="ghost" size="icon-sm" asChild>
          <a href={href} download={file.name} aria-label={label}>
            <Download aria-hidden />
          </a>
        </Button>
      </Hint>
    </div>
  );
}
