"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { FileInfo } from "@/lib/rooms/protocol";
import { FileCard } from "./file-card";
import { useFileHref } from "./use-file-href";

const ALONE = { width: 384, height: 288 };
const AMONG = { width: 288, height: 144 };
/** Smaller ones would be hard to see and to hit. */
const SIDE_MIN = 48;

/** A picture in a message, opened by a press. Its place is kept from the first moment: nothing moves when it arrives. */
export function PictureTile({ file, alone, onOpen }: { file: FileInfo; alone: boolean; onOpen(): void }) {
  const t = useTranslations("files.message");
  const hrefOf = useFileHref();
  const [tries, setTries] = useState(0);
  const [failed, setFailed] = useState(false);
  const { width, height } = boxOf(file, alone ? ALONE : AMONG);
  if (failed) {
    const again = () => {
      setFailed(false);
      setTries((count) => count + 1);
    };
    const note = (
      <>
        {t("failed")}{" "}
        <Button variant="link" size="text" className="text-xs" onClick={again}>
          {t("again")}
        </Button>
      </>
    );
    return <FileCard file={file} href={hrefOf(file.id, "download")} note={note} />;
  }
  return (
    <button
      type="button"
      data-slot="picture"
      aria-label={t("open", { name: file.name })}
      onClick={onOpen}
      className="block max-w-full cursor-zoom-in overflow-hidden rounded-md border bg-muted"
    >
      {/* oxlint-disable-next-line nextjs/no-img-element -- the optimiser is off: this is a thumbnail already */}
      <img
        key={tries}
        src={hrefOf(file.id, "thumbnail")}
        alt={file.name}
        width={width}
        height={height}
        decoding="async"
        style={{ aspectRatio: `${width} / ${height}` }}
        className="h-auto max-w-full object-cover"
        onError={() => setFailed(true)}
      />
    </button>
  );
}

/** As large as fits, never larger than it is. */
function boxOf(
  { width = 1, height = 1 }: FileInfo,
  max: { width: number; height: number },
): { width: number; height: number } {
  const scale = Math.min(1, max.width / width, max.height / height);
  const side = (pixels: number) => Math.max(SIDE_MIN, Math.round(pixels * scale));
  return { width: side(width), height: side(height) };
}
