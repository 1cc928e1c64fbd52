/** Whether this browser may show notifications, and whether the person wants that here. */
export type DesktopState = "unsupported" | "default" | "granted" | "denied" | "off";

const KEY = "parlor.desktop.1";
const CHANGED = "parlor:desktop";

function desktopState(): DesktopState {
  if (typeof window === "undefined" || !("Notification" in window)) return "unsupported";
  const { permission } = Notification;
  return permission === "granted" && isOff() ? "off" : permission;
}

let known: DesktopState | null = null;

/** As last read. The browser's own answer comes from another process and is too slow to be asked for at each drawing. */
export function knownDesktopState(): DesktopState {
  known ??= desktopState();
  return known;
}

/** Calls back when the state may have changed: here, in another tab, or in the browser's own settings. */
export function watchDesktopState(onChange: () => void): () => void {
  let status: PermissionStatus | null = null;
  let stopped = false;
  const changed = () => {
    known = null;
    onChange();
  };
  known = null;
  // Not every browser tells of a change that was made in its settings.
  window.addEventListener("focus", changed);
  window.addEventListener(CHANGED, changed);
  window.addEventListener("storage", changed);
  // Safari knows the permission and not this name for it.
  navigator.permissions?.query({ name: "notifications" }).then(
    (found) => {
      if (stopped) return;
      status = found;
      status.addEventListener("change", changed);
    },
    () => undefined,
  );
  return () => {
    stopped = true;
    window.removeEventListener("focus", changed);
    window.removeEventListener(CHANGED, changed);
    window.removeEventListener("storage", changed);
    status?.removeEventListener("change", changed);
  };
}

/** Asks the browser, which asks the person. Call it from a click and from nowhere else. */
export async function turnOn(): Promise<void> {
  setOff(false);
  if (desktopState() === "default") await Notification.requestPermission();
  window.dispatchEvent(new Event(CHANGED));
}

/** A page cannot give a permission back; it can leave it unused. */
export function turnOff(): void {
  setOff(true);
  window.dispatchEvent(new Event(CHANGED));
}

function isOff(): boolean {
  try {
    return localStorage.getItem(KEY) === "off";
  } catch {
    return false;
  }
}

function setOff(off: boolean): void {
  try {
    if (off) localStorage.setItem(KEY, "off");
    else localStorage.removeItem(KEY);
  } catch {
    // Storage is forbidden here: the browser's own permission is all there is.
  }
}
