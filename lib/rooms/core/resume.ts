/** How a socket is brought up to date: decided from numbers alone. */
import { LIMITS } from "../protocol";

export type CatchUpPlan =
  | { kind: "fresh" }
  | { kind: "events"; from: number; to: number }
  | { kind: "gap"; from: number };

/**
 * @param asked what the client says it holds: the log's epoch and every event up to `since`. Null for a first visit.
 * A client ahead of the log, or of another epoch, holds a history that no longer exists: it starts fresh.
 */
export function planCatchUp(
  log: { epoch: string; head: number },
  asked: { epoch: string; since: number } | null,
): CatchUpPlan {
  if (!asked || asked.epoch !== log.epoch || asked.since > log.head) return { kind: "fresh" };
  if (log.head - asked.since > LIMITS.replayEventsMax) return { kind: "gap", from: asked.since + 1 };
  return { kind: "events", from: asked.since + 1, to: log.head };
}
