import { File, FileArchive, FileAudio, FileCode, FileImage, FileSpreadsheet, FileText, FileVideo } from "lucide-react";
import { createElement } from "react";
import { cn } from "@/lib/ui/cn";

/** What kind of file it is, at a glance; its name says it to those who do not see. */
export function FileIcon({ type, className }: { type: string; className?: string }) {
  return createElement(iconOf(type), {
    "aria-hidden": true,
    className: cn("size-5 shrink-0 text-muted-foreground", className),
  });
}

function iconOf(type: string): typeof File {
  if (type.startsWith("image/")) return FileImage;
  if (type.startsWith("video/")) return FileVideo;
  if (type.startsWith("audio/")) return FileAudio;
  if (/zip|gzip|7z|rar/.test(type)) return FileArchive;
  if (/spreadsheet|csv/.test(type)) return FileSpreadsheet;
  if (/html|xml|json|javascript|css/.test(type)) return FileCode;
  if (type.startsWith("text/") || /pdf|document|word/.test(type)) return FileText;
  return File;
}
