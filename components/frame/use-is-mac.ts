"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** Whether the viewer's keyboard has Command keys. False while rendering on the server. */
export function useIsMac(): boolean {
  return useSyncExternalStore(never, isMac, () => false);
}

export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}
