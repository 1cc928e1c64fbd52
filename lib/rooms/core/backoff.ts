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
