"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useFrame } from "@/components/frame/frame-context";
import { Badge } from "@/components/ui/badge";
import { send } from "@/lib/access/client/send";
import type { OpenReports } from "@/lib/moderation/protocol";

const SHOWN_MAX = 99;
/** Who goes from room to room asks no oftener than this. */
const REREAD_MS = 10_000;

interface OpenReportsValue {
  count: number;
  /** A page has counted them just now. */
  tell(count: number): void;
}

const OpenReportsContext = createContext<OpenReportsValue>({ count: 0, tell: () => undefined });

/** How many reports wait for the viewer: as the page came with it, and asked anew on the way from place to place. */
export function OpenReportsProvider({ count: initial, children }: { count: number; children: ReactNode }) {
  const { tenant, isAdmin } = useFrame();
  const [count, setCount] = useState(initial);
  const pathname = usePathname();
  const seen = useRef(pathname);
  const readAt = useRef(0);
  useEffect(() => {
    if (!isAdmin || seen.current === pathname) return;
    seen.current = pathname;
    if (Date.now() - readAt.current < REREAD_MS) return;
    readAt.current = Date.now();
    // When it fails the old number stays, and the next place asks again.
    void send<OpenReports>("GET", `/api/t/${tenant.slug}/moderation/reports`).then((sent) => {
      if (sent.ok) setCount(sent.data.open);
    });
  }, [isAdmin, pathname, tenant.slug]);
  const value = useMemo(() => ({ count, tell: setCount }), [count]);
  return <OpenReportsContext value={value}>{children}</OpenReportsContext>;
}

/** Lets the whole frame know what a page has just counted. */
export function TellOpenReports({ count }: { count: number }): null {
  const { tell } = useContext(OpenReportsContext);
  useEffect(() => tell(count), [tell, count]);
  return null;
}

/** How many reports wait for the viewer. */
export function useOpenReports(): number {
  return useContext(OpenReportsContext).count;
}

/** How many reports wait, over the way to administration. */
export function OpenReportsBadge() {
  const t = useTranslations("admin.nav");
  const count = useOpenReports();
  if (count === 0) return null;
  return (
    <>
      <Badge variant="count" aria-hidden className="absolute -end-0.5 -top-0.5">
        {count > SHOWN_MAX ? `${SHOWN_MAX}+` : count}
      </Badge>
      <span className="sr-only">{t("open", { count })}</span>
    </>
  );
}
