"use client";

import * as DialogPrimitive from "@radix-ui/react-dialog";
import { ChevronLeft, ChevronRight, Download, X, ZoomIn, ZoomOut } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState, type KeyboardEvent, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Hint } from "@/components/ui/tooltip";
import type { FileInfo } from "@/lib/rooms/protocol";
import { cn } from "@/lib/ui/cn";
import { FileCard } from "./file-card";
import { useFileHref } from "./use-file-href";

const ZOOMS = [1, 1.5, 2, 3, 4] as const;

/** The pictures of a message over the whole window. Arrows walk, + and - zoom, Escape closes. */
export function Lightbox({
  pictures,
  first,
  onClose,
}: {
  pictures: readonly FileInfo[];
  /** Id of the one to begin with. */
  first: string;
  onClose(): void;
}) {
  const t = useTranslations("files.lightbox");
  const hrefOf = useFileHref();
  const format = useFormatter();
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      pictures.findIndex(({ id }) => id === first),
    ),
  );
  const [zoom, setZoom] = useState(0);
  const file = pictures[at] ?? pictures[0];
  if (!file) return null;
  const go = (step: 1 | -1) => {
    setAt((at + step + pictures.length) % pictures.length);
    setZoom(0);
  };
  const zoomBy = (step: 1 | -1) => setZoom(Math.min(ZOOMS.length - 1, Math.max(0, zoom + step)));
  const onKeyDown = (event: KeyboardEvent) => {
    // What is larger than the window is moved by the arrows instead.
    if (zoom === 0 && pictures.length > 1 && event.key === "ArrowRight") go(1);
    else if (zoom === 0 && pictures.length > 1 && event.key === "ArrowLeft") go(-1);
    else if (event.key === "+" || event.key === "=") zoomBy(1);
    else if (event.key === "-") zoomBy(-1);
    else if (event.key === "0") setZoom(0);
    else return;
    event.preventDefault();
  };
  return (
    <DialogPrimitive.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Content
          data-slot="lightbox"
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          // The keys belong to the picture; a button would show its hint, which takes the first Escape.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
          className="fixed inset-0 z-50 flex flex-col bg-background text-foreground outline-none data-[state=open]:animate-in data-[state=open]:fade-in-0"
        >
          <header className="flex h-12 shrink-0 items-center gap-1 border-b ps-4 pe-2">
            <DialogPrimitive.Title className="min-w-0 flex-1 truncate text-sm font-semibold">
              <bdi>{file.name}</bdi>
            </DialogPrimitive.Title>
            {pictures.length > 1 ? (
              <>
                <Tool label={t("previous")} keys="←" onClick={() => go(-1)}>
                  <ChevronLeft aria-hidden className="rtl:rotate-180" />
                </Tool>
                <span aria-live="polite" className="text-xs text-muted-foreground tabular-nums">
                  {t("position", { at: at + 1, count: pictures.length })}
                </span>
                <Tool label={t("next")} keys="→" onClick={() => go(1)}>
                  <ChevronRight aria-hidden className="rtl:rotate-180" />
                </Tool>
              </>
            ) : null}
            <Tool label={t("zoomOut")} keys="-" onClick={() => zoomBy(-1)}>
              <ZoomOut aria-hidden />
            </Tool>
            <span className="w-10 text-center text-xs text-muted-foreground tabular-nums max-sm:hidden">
              {format.number(ZOOMS[zoom] ?? 1, { style: "percent" })}
            </span>
            <Tool label={t("zoomIn")} keys="+" onClick={() => zoomBy(1)}>
              <ZoomIn aria-hidden />
            </Tool>
            <Hint text={t("download", { name: file.name })}>
              <Button variant="ghost" size="icon" asChild>
                <a
                  href={hrefOf(file.id, "download")}
                  download={file.name}
                  aria-label={t("download", { name: file.name })}
                >
                  <Download aria-hidden />
                </a>
              </Button>
            </Hint>
            <Tool label={t("close")} keys="Esc" onClick={onClose}>
              <X aria-hidden />
            </Tool>
          </header>
          <Picture key={file.id} file={file} zoom={ZOOMS[zoom] ?? 1} onToggle={() => setZoom(zoom === 0 ? 2 : 0)} />
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  );
}

function Picture({ file, zoom, onToggle }: { file: FileInfo; zoom: number; onToggle(): void }) {
  const t = useTranslations("files.lightbox");
  const hrefOf = useFileHref();
  const [failed, setFailed] = useState(false);
  if (failed) {
    return (
      <div role="alert" className="m-auto p-4">
        <FileCard file={file} href={hrefOf(file.id, "download")} note={t("failed")} />
      </div>
    );
  }
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrollable region must be reachable by keyboard
      tabIndex={zoom > 1 ? 0 : undefined}
      className={cn("scroll-quiet flex min-h-0 flex-1 p-2", zoom > 1 ? "overflow-auto" : "overflow-hidden")}
    >
      {/* oxlint-disable-next-line nextjs/no-img-element, jsx-a11y/no-noninteractive-element-interactions -- as it was uploaded; keys and buttons zoom, too */}
      <img
        src={hrefOf(file.id, "view")}
        alt={file.name}
        width={file.width}
        height={file.height}
        draggable={false}
        onDoubleClick={onToggle}
        onError={() => setFailed(true)}
        style={zoom > 1 ? { width: `${zoom * 100}%` } : undefined}
        className={cn(
          "m-auto h-auto object-contain",
          zoom > 1 ? "max-w-none shrink-0 cursor-zoom-out" : "max-h-full max-w-full cursor-zoom-in",
        )}
      />
    </div>
  );
}

function Tool({
  label,
  keys,
  onClick,
  children,
}: {
  label: string;
  keys: string;
  onClick(): void;
  children: ReactNode;
}) {
  return (
    <Hint text={label} keys={keys}>
      <Button variant="ghost" size="icon" aria-label={label} onClick={onClick}>
        {children}
      </Button>
    </Hint>
  );
}
