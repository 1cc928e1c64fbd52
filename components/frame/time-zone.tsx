"use client";

import { useRouter } from "next/navigation";
import { useTimeZone } from "next-intl";
import { useEffect } from "react";
import { TIME_ZONE_COOKIE } from "@/lib/i18n/locales";

const YEAR_SECONDS = 365 * 86_400;

/** Tells the server the viewer's zone once; what it rendered in another zone is rendered again. */
export function TimeZone() {
  const rendered = useTimeZone();
  const router = useRouter();
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!zone || zone === rendered) return;
    const value = `${TIME_ZONE_COOKIE}=${encodeURIComponent(zone)}`;
    if (document.cookie.includes(value)) return;
    document.cookie = `${value}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`;
    router.refresh();
  }, [rendered, router]);
  return null;
}
