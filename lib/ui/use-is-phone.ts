"use client";

import { useSyncExternalStore } from "react";

const PHONE = "(max-width: 767px)";

/** Whether one column is shown at a time. False while rendering on the server; for behaviour only, layout is CSS. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(PHONE);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => window.matchMedia(PHONE).matches,
    () => false,
  );
}
