import type { Verdict } from "./failure";

/** Tries at one model before the next one's turn. */
const TRIES_AT_ONE = 2;
/** At the last model of a chain there is nowhere else to go. */
const TRIES_AT_LAST = 3;
const BASE_MS = 150;
const CAP_MS = 2_000;
/** Longer than this nobody waits while another model could answer, or at all. */
const AFTER_ELSEWHERE_MS = 500;
const AFTER_ALONE_MS = 5_000;

export type NextStep = { step: "again"; delayMs: number } | { step: "next" } | { step: "stop" };

/** After a failed attempt: again, elsewhere, or not at all. `tries` counts those at this model, the failed one included. */
export function nextStep(
  verdict: Pick<Verdict, "retry" | "failure">,
  at: { tries: number; modelsLeft: number; random: number },
): NextStep {
  const elsewhere: NextStep = at.modelsLeft > 0 ? { step: "next" } : { step: "stop" };
  switch (verdict.retry) {
    case "never":
      return { step: "stop" };
    case "next":
    case "larger":
      return elsewhere;
    case "same": {
      const { retryAfterMs } = verdict.failure;
      const alone = at.modelsLeft === 0;
      if (at.tries >= (alone ? TRIES_AT_LAST : TRIES_AT_ONE)) return elsewhere;
      if (retryAfterMs !== null && retryAfterMs > (alone ? AFTER_ALONE_MS : AFTER_ELSEWHERE_MS)) return elsewhere;
      return { step: "again", delayMs: Math.max(retryAfterMs ?? 0, backoffMs(at.tries, at.random)) };
    }
    default:
      return verdict.retry satisfies never;
  }
}

/** Exponential with full jitter: callers that failed together do not come back together. */
export function backoffMs(tries: number, random: number): number {
  return Math.floor(random * Math.min(CAP_MS, BASE_MS * 2 ** tries));
}

/** `retry-after-ms`, or `retry-after` in seconds or as a date. Null: not told, or nonsense. */
export function readRetryAfter(headers: { get(name: string): string | null }, now: number): number | null {
  const ms = Number(headers.get("retry-after-ms") ?? Number.NaN);
  if (Number.isFinite(ms) && ms >= 0) return Math.ceil(ms);
  const text = headers.get("retry-after");
  if (text === null) return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return seconds >= 0 ? Math.ceil(seconds * 1000) : null;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
