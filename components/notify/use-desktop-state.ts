import { useSyncExternalStore } from "react";
import { desktopState, watchDesktopState, type DesktopState } from "@/lib/notify/client/permission";

/** Null on the server, where there is no browser to ask. */
export function useDesktopState(): DesktopState | null {
  return useSyncExternalStore<DesktopState | null>(watchDesktopState, desktopState, () => null);
}
