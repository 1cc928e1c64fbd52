"use client";

import { useTranslations } from "next-intl";
import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { useIsPhone } from "@/lib/ui/use-is-phone";
import { useFrame } from "./frame-context";
import { clampSidebar, SIDEBAR_COOKIE, SIDEBAR_PX } from "./sidebar-width";

const YEAR_SECONDS = 365 * 86_400;

/**
 * The list of the current place. Its edge is dragged, or moved with the arrow keys; a double click brings back the first
 * width. `alone`: on a phone it is all there is, and so the page's main part.
 */
export function Sidebar({
  label,
  alone,
  header,
  children,
}: {
  label: string;
  alone: boolean;
  header: ReactNode;
  children: ReactNode;
}) {
  const phone = useIsPhone();
  const t = useTranslations("frame");
  const [width, setWidth] = useState(useFrame().sidebarPx);
  const drag = useRef<{ startX: number; startPx: number } | null>(null);

  const show = (px: number) => {
    const next = clampSidebar(px);
    setWidth(next);
    document.querySelector<HTMLElement>("[data-slot=frame]")?.style.setProperty("--sidebar-width", `${next}px`);
    return next;
  };
  const keep = (px: number) => {
    document.cookie = `${SIDEBAR_COOKIE}=${show(px)}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`;
  };
  const onKey = (event: KeyboardEvent) => {
    const rtl = document.documentElement.dir === "rtl" ? -1 : 1;
    const to = {
      ArrowLeft: width - SIDEBAR_PX.step * rtl,
      ArrowRight: width + SIDEBAR_PX.step * rtl,
      Home: SIDEBAR_PX.min,
      End: SIDEBAR_PX.max,
    }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    keep(to);
  };
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { startX: event.clientX, startPx: width };
  };
  const onMove = (event: PointerEvent) => {
    if (!drag.current) return;
    const rtl = document.documentElement.dir === "rtl" ? -1 : 1;
    show(drag.current.startPx + (event.clientX - drag.current.startX) * rtl);
  };
  const onUp = () => {
    if (!drag.current) return;
    drag.current = null;
    keep(width);
  };

  return (
    <div
      data-slot="sidebar"
      role={alone && phone ? "main" : "complementary"}
      aria-label={label}
      className="relative flex w-(--sidebar-width) shrink-0 flex-col border-e bg-sidebar text-sidebar-foreground max-md:w-full max-md:border-e-0 max-md:group-has-data-[mobile=main]/frame:hidden"
    >
      <div className="flex h-12 shrink-0 items-center gap-2 border-b px-3">{header}</div>
      {children}
      <div
        role="separator"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={t("sidebarWidth")}
        aria-valuemin={SIDEBAR_PX.min}
        aria-valuemax={SIDEBAR_PX.max}
        aria-valuenow={width}
        onKeyDown={onKey}
        onPointerDown={onDown}
        onPointerMove={onMove}
        onPointerUp={onUp}
        onPointerCancel={onUp}
        onDoubleClick={() => keep(SIDEBAR_PX.default)}
        className="absolute inset-y-0 -end-1 z-10 w-2 cursor-col-resize touch-none transition-colors hover:bg-ring/30 focus-visible:bg-ring/40 focus-visible:outline-offset-0 max-md:hidden"
      />
    </div>
  );
}
