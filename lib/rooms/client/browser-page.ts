/** The browser's own word on the network and on this page, for sockets and for naming the device. */
import { newId } from "../../platform/ids";
import type { LiveSocketDeps } from "./live-socket";

export const browserPage: NonNullable<LiveSocketDeps["page"]> = {
  onLine: () => navigator.onLine,
  subscribe(changed) {
    const seen = () => {
      if (document.visibilityState === "visible") changed();
    };
    window.addEventListener("online", changed);
    window.addEventListener("offline", changed);
    document.addEventListener("visibilitychange", seen);
    return () => {
      window.removeEventListener("online", changed);
      window.removeEventListener("offline", changed);
      document.removeEventListener("visibilitychange", seen);
    };
  },
};

/** The same for every tab of this browser profile, until its storage is cleared. */
export function deviceId(): string {
  const key = "parlor.device";
  try {
    const known = localStorage.getItem(key);
    if (known) return known;
    const made = newId();
    localStorage.setItem(key, made);
    return made;
  } catch {
    return newId();
  }
}

/** The browser's storage, or null where it is forbidden. */
export function browserStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
