"use client";

import { useTranslations } from "next-intl";
import { lazy, memo, Suspense, useState } from "react";
import { kindOf } from "@/lib/files/core/file-kind";
import type { FileInfo } from "@/lib/rooms/protocol";
import { FileCard } from "./file-card";
import { PictureTile } from "./picture-tile";
import { useFileHref } from "./use-file-href";

// Nobody needs it to read: it comes with the first picture that is opened.
const Lightbox = lazy(() => import("./lightbox").then(({ Lightbox: component }) => ({ default: component })));

/** What is attached to a message: pictures beside each other, what plays, and the rest as cards. */
export const MessageFiles = memo(function MessageFiles({ files }: { files: readonly FileInfo[] }) {
  const t = useTranslations("files.message");
  const hrefOf = useFileHref();
  const [open, setOpen] = useState<string | null>(null);
  if (files.length === 0) return null;
  const pictures = files.filter((file) => kindOf(file) === "picture");
  const others = files.filter((file) => kindOf(file) !== "picture");
  return (
    <div data-slot="message-files" className="mt-1 flex flex-col gap-1.5 pb-0.5">
      {pictures.length > 0 ? (
        <ul aria-label={t("list")} className="flex flex-wrap gap-1.5">
          {pictures.map((file) => (
            <li key={file.id} className="max-w-full min-w-0">
              <PictureTile file={file} alone={pictures.length === 1} onOpen={() => setOpen(file.id)} />
            </li>
          ))}
        </ul>
      ) : null}
      {others.length > 0 ? (
        <ul aria-label={t("list")} className="flex flex-col gap-1.5">
          {others.map((file) => (
            <li key={file.id} className="max-w-full">
              <Playable file={file} />
              <FileCard file={file} href={hrefOf(file.id, "download")} />
            </li>
          ))}
        </ul>
      ) : null}
      {open === null ? null : (
        <Suspense fallback={null}>
          <Lightbox pictures={pictures} first={open} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </div>
  );
});

/** A player over the card of what plays; where it cannot play, the card alone. */
function Playable({ file }: { file: FileInfo }) {
  const hrefOf = useFileHref();
  const [failed, setFailed] = useState(false);
  const kind = kindOf(file);
  if (failed || (kind !== "video" && kind !== "sound")) return null;
  const props = { src: hrefOf(file.id, "view"), controls: true, preload: "metadata", onError: () => setFailed(true) };
  return kind === "video" ? (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- what people send has no captions
    <video {...props} aria-label={file.name} className="mb-1 aspect-video w-96 max-w-full rounded-md bg-black" />
  ) : (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- what people send has no captions
    <audio {...props} aria-label={file.name} className="mb-1 h-10 w-80 max-w-full" />
  );
}
