"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useCallback } from "react";
import { cn } from "@/lib/ui/cn";

/** Every zone's days begin on one of these. */
const QUARTER_MS = 15 * 60_000;
const daysOf = new WeakMap<object, Map<number, string>>();

/** The local day of a moment as a key: equal text, same day. A long room asks thousands of times. */
export function useDayOf(): (at: number) => string {
  const format = useFormatter();
  return useCallback(
    (at) => {
      const days = daysOf.get(format) ?? new Map<number, string>();
      daysOf.set(format, days);
      const quarter = Math.floor(at / QUARTER_MS);
      const known = days.get(quarter);
      if (known !== undefined) return known;
      const day = format.dateTime(at, { year: "numeric", month: "2-digit", day: "2-digit" });
      days.set(quarter, day);
      return day;
    },
    [format],
  );
}

/** Today, yesterday, or the date. */
export function useDayName(): (at: number) => string {
  const t = useTranslations("rooms.list");
  const format = useFormatter();
  const dayOf = useDayOf();
  return useCallback(
    (at) => {
      const now = Date.now();
      if (dayOf(at) === dayOf(now)) return t("today");
      if (dayOf(at) === dayOf(now - 86_400_000)) return t("yesterday");
      const sameYear = format.dateTime(at, { year: "numeric" }) === format.dateTime(now, { year: "numeric" });
      return format.dateTime(at, {
        weekday: "long",
        day: "numeric",
        month: "long",
        ...(sameYear ? {} : { year: "numeric" }),
      });
    },
    [t, format, dayOf],
  );
}

/** The time of day, exact on hover, in the viewer's zone. */
export function MessageTime({ at, className }: { at: number; className?: string }) {
  const format = useFormatter();
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={format.dateTime(at, { dateStyle: "full", timeStyle: "medium" })}
      className={cn("shrink-0 text-xs text-muted-foreground", className)}
    >
      {format.dateTime(at, { hour: "numeric", minute: "2-digit" })}
    </time>
  );
}
