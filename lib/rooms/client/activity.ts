/** Tells whether somebody is at this device: the page is in view and was touched within the idle time. */
const IDLE_MS = 5 * 60_000;
const SIGNS = ["pointermove", "pointerdown", "keydown", "wheel", "touchstart"] as const;

/** Calls back on every change, starting from "active". Returns the way to stop. */
export function watchActivity(changed: (active: boolean) => void, idleMs: number = IDLE_MS): () => void {
  let active = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let touchedAt = Date.now();
  const say = (next: boolean) => {
    if (next !== active) changed((active = next));
  };
  const check = () => {
    const left = touchedAt + idleMs - Date.now();
    if (left <= 0) say(false);
    else timer = setTimeout(check, left);
  };
  const sign = () => {
    touchedAt = Date.now();
    if (!active && document.visibilityState === "visible") {
      say(true);
      timer = setTimeout(check, idleMs);
    }
  };
  const seen = () => {
    if (document.visibilityState === "visible") sign();
  };
  timer = setTimeout(check, idleMs);
  for (const name of SIGNS) window.addEventListener(name, sign, { passive: true });
  document.addEventListener("visibilitychange", seen);
  return () => {
    clearTimeout(timer);
    for (const name of SIGNS) window.removeEventListener(name, sign);
    document.removeEventListener("visibilitychange", seen);
  };
}
