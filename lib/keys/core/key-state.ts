import type { KeyView } from "../protocol";

/** `ending`: replaced, and living out its grace. `ended`: revoked, or its grace is over. */
export type KeyState = "active" | "ending" | "expired" | "ended";

export function keyStateOf({ expiresAt, endsAt }: Pick<KeyView, "expiresAt" | "endsAt">, nowMs: number): KeyState {
  if (endsAt !== null && endsAt <= nowMs) return "ended";
  if (expiresAt !== null && expiresAt <= nowMs) return "expired";
  return endsAt === null ? "active" : "ending";
}

/** Whether calls with it may still be answered. */
export function isLiving(state: KeyState): boolean {
  return state === "active" || state === "ending";
}
