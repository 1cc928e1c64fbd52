/** When to try Postgres again, and whether a row or the database is at fault. */

export const POISON_TRIES = 10;
const OUTAGE_CAP_MS = 8_000;
const ROW_CAP_MS = 1_500;

/** Full-range jitter between half and all of a doubling delay, so that a thousand rooms do not return in step. */
export function backoffMs(tries: number, random: number, cause: "outage" | "row" = "outage"): number {
  const cap = cause === "row" ? ROW_CAP_MS : OUTAGE_CAP_MS;
  const ceiling = Math.min(cap, 250 * 2 ** Math.min(tries, 12));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}

const PARKED_FIRST_MS = 5 * 60_000;
const PARKED_CAP_MS = 6 * 3_600_000;

/** How long a parked row waits for its next try: five minutes after it was parked, twice as long each time, at most six hours. */
export function parkedRetryMs(tries: number): number {
  return Math.min(PARKED_CAP_MS, PARKED_FIRST_MS * 2 ** Math.min(16, Math.max(0, tries - POISON_TRIES)));
}

/**
 * True when Postgres refused the data itself (SQLSTATE classes 22 data exception, 23 integrity, 54 limit exceeded),
 * so that trying the same row again cannot help while others would pass. Anything else may be an outage.
 */
export function isRowFault(error: unknown): boolean {
  for (let cause: unknown = error, depth = 0; cause && depth < 5; depth++) {
    if (typeof cause !== "object") return false;
    const { code, cause: next } = cause as { code?: unknown; cause?: unknown };
    if (typeof code === "string" && /^(22|23|54)[0-9A-Z]{3}$/.test(code)) return true;
    cause = next;
  }
  return false;
}
