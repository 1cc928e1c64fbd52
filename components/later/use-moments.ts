"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useCallback } from "react";
import { inAnHour, mondayMorning, tomorrowMorning } from "@/lib/later/core/when";

export type MomentChoice = "hour" | "tomorrow" | "monday";

/** The viewer's zone. Asked of the browser: the server may not know it yet when a page comes for the first time. */
export function viewerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/** The moment that a choice means now. */
export function momentOfChoice(choice: MomentChoice): number {
  const now = Date.now();
  if (choice === "hour") return inAnHour(now);
  return choice === "tomorrow" ? tomorrowMorning(now, viewerZone()) : mondayMorning(now, viewerZone());
}

/** Choices that mean different moments now: on a Sunday, tomorrow is Monday. */
export function distinctChoices<C extends MomentChoice>(choices: readonly C[]): C[] {
  const moments = choices.map(momentOfChoice);
  return choices.filter((_, at) => moments.indexOf(moments[at] ?? 0) === at);
}

/** A moment as people plan it: the weekday, the day, the time, in the zone that the page is rendered in. */
export function useMomentText(): (at: number) => string {
  const format = useFormatter();
  return useCallback(
    (at) =>
      format.dateTime(at, {
        weekday: "short",
        day: "numeric",
        month: "short",
        hour: "numeric",
        minute: "2-digit",
        ...(new Date(at).getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" as const }),
      }),
    [format],
  );
}

/** What the choices are called, with the moment they mean. */
export function useChoiceText(): (choice: MomentChoice) => { label: string; when: string } {
  const t = useTranslations("later.moment");
  const format = useFormatter();
  return useCallback(
    (choice) => {
      const time = { hour: "numeric", minute: "2-digit", timeZone: viewerZone() } as const;
      const weekday = choice === "hour" ? {} : ({ weekday: "short" } as const);
      return { label: t(choice), when: format.dateTime(momentOfChoice(choice), { ...weekday, ...time }) };
    },
    [t, format],
  );
}
