import type { Fault } from "./send";

const WAIT_MS = 60_000;

/**
 * For a fault that means "too many tries", how long to wait; else null. Others that know when to come back, such as a
 * database that is away, have words of their own.
 */
export function tooManySeconds({ code, retryAfterMs }: Pick<Fault, "code" | "retryAfterMs">): number | null {
  return code === "rate_limited" ? Math.max(1, Math.ceil((retryAfterMs ?? WAIT_MS) / 1_000)) : null;
}
