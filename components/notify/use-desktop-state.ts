import { useSyncExternalStore } from "react";
import { knownDesktopState, watchDesktopState, type DesktopState } from "@/lib/notify/client/permission";

/** Null on the server, where there is no browser to ask. */
export function useDesktopState(): DesktopState | null {
  return useSyncExternalStore<DesktopState | null>(watchDesktopState, knownDesktopState, () => null);
}
