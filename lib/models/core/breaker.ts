/** After so many failures in a row a model is left alone. */
export const BREAKER_FAILURES = 5;
const REST_MS = 5_000;
const REST_MS_MAX = 60_000;
/** A probe that reports nothing for so long is given up. */
const PROBE_MS = 60_000;

/**
 * The circuit breaker of one model at one provider. Closed: calls go through, failures in a row are counted. Open: none
 * goes through until a rest is over, which doubles with each failed probe. Half-open: one probe goes through and decides.
 */
export type Breaker =
  | { state: "closed"; failures: number; restMs: number }
  | { state: "open"; until: number; restMs: number }
  | { state: "half-open"; probeUntil: number; restMs: number };

export const CLOSED: Breaker = { state: "closed", failures: 0, restMs: REST_MS };

/** Whether a call may go through now. One that may has to be reported: succeeded, failed or released. */
export function admit(breaker: Breaker, now: number): { admitted: boolean; breaker: Breaker } {
  switch (breaker.state) {
    case "closed":
      return { admitted: true, breaker };
    case "open":
      return now >= breaker.until ? probe(breaker.restMs, now) : { admitted: false, breaker };
    case "half-open":
      return now >= breaker.probeUntil ? probe(breaker.restMs, now) : { admitted: false, breaker };
    default:
      return breaker satisfies never;
  }
}

/** The model answered to the end. What was begun before the breaker opened proves it as well. */
export function succeeded(): Breaker {
  return CLOSED;
}

/** A streamed answer has begun. A probe has then shown enough for others to go through, but one failure closes the way again. */
export function answering(breaker: Breaker): Breaker {
  if (breaker.state !== "half-open") return breaker;
  return { state: "closed", failures: BREAKER_FAILURES - 1, restMs: breaker.restMs };
}

export function failed(breaker: Breaker, now: number): Breaker {
  switch (breaker.state) {
    case "closed": {
      const failures = breaker.failures + 1;
      return failures >= BREAKER_FAILURES
        ? { state: "open", until: now + breaker.restMs, restMs: breaker.restMs }
        : { ...breaker, failures };
    }
    case "open":
      return breaker;
    case "half-open": {
      const restMs = Math.min(REST_MS_MAX, breaker.restMs * 2);
      return { state: "open", until: now + restMs, restMs };
    }
    default:
      return breaker satisfies never;
  }
}

/** The call said nothing about the model (its caller left, its request was wrong): a probe's place is free again. */
export function released(breaker: Breaker, now: number): Breaker {
  return breaker.state === "half-open" ? { state: "open", until: now, restMs: breaker.restMs } : breaker;
}

/** How long until somebody may try again; 0: now. */
export function waitMs(breaker: Breaker, now: number): number {
  if (breaker.state === "closed") return 0;
  return Math.max(0, (breaker.state === "open" ? breaker.until : breaker.probeUntil) - now);
}

function probe(restMs: number, now: number): { admitted: boolean; breaker: Breaker } {
  return { admitted: true, breaker: { state: "half-open", probeUntil: now + PROBE_MS, restMs } };
}
