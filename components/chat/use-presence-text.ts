"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useCallback } from "react";
import type { PresenceView } from "@/lib/rooms/protocol";

/** How somebody is, in words: state, own status, when they were last here. Empty while unknown. */
export function usePresenceText(): (presence: PresenceView | undefined) => string {
  const t = useTranslations("rooms.presence");
  const format = useFormatter();
  return useCallback(
    (presence) => {
      if (!presence) return "";
      const { state, statusEmoji, statusText, lastSeen } = presence;
      const seen =
        state === "offline" && lastSeen !== null
          ? t("lastSeen", { when: format.relativeTime(lastSeen, Date.now()) })
          : "";
      return [seen || t(state), `${statusEmoji} ${statusText}`.trim()].filter(Boolean).join(" · ");
    },
    [t, format],
  );
}
