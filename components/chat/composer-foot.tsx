"use client";

import { useTranslations } from "next-intl";
import { LIMITS } from "@/lib/rooms/protocol";
import { cn } from "@/lib/ui/cn";
import { useEnterSends } from "./use-enter-sends";

/** When so many characters are left, they are counted. */
const COUNTED = 500;

/** Under the field: how much more fits, and what helps those who do not see the rest. */
export function ComposerFoot({
  id,
  left,
  tooLong,
  suggested,
}: {
  /** Of the help, which describes the field. */
  id: string;
  /** Characters that still fit; negative: too many. */
  left: number;
  /** Sending was tried with too many. */
  tooLong: boolean;
  /** How many suggestions are open; null: none are. */
  suggested: number | null;
}) {
  const t = useTranslations("rooms.composer");
  const [enterSends] = useEnterSends();
  return (
    <p className="flex h-5 items-center justify-end gap-2 px-1 text-xs text-muted-foreground">
      <span id={id} className="sr-only">
        {t(enterSends ? "help" : "helpNewLine")}
      </span>
      <span role="status" className="sr-only">
        {suggested === null ? "" : t("suggestions", { count: suggested })}
      </span>
      {tooLong ? (
        <span role="alert" className="text-destructive">
          {t("tooLong", { over: -left, max: LIMITS.bodyCharsMax })}
        </span>
      ) : left <= COUNTED ? (
        <span className={cn("tabular-nums", left < 0 && "text-destructive")}>{t("left", { count: left })}</span>
      ) : null}
    </p>
  );
}
