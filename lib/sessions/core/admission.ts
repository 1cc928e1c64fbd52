/** Whether a message may begin a turn: one at a time, and each Idempotency-Key once. */
import { SESSION_LIMITS } from "../protocol";

export interface KnownTurn {
  turn: number;
  bodyHash: string;
}

export type Admission =
  | { kind: "begin" }
  /** The same was asked before: answer what was answered then, or will be. */
  | { kind: "repeat"; turn: number }
  | { kind: "refused"; code: "conflict"; message: string; retryAfterMs?: number };

const BUSY_RETRY_MS = 2_000;

export const BUSY: Admission = {
  kind: "refused",
  code: "conflict",
  message: "This session is still answering. Wait for that answer, or reset the session.",
  retryAfterMs: BUSY_RETRY_MS,
};

export const KEY_USED: Admission = {
  kind: "refused",
  code: "conflict",
  message: "This Idempotency-Key was used with another body.",
};

const FULL: Admission = {
  kind: "refused",
  code: "conflict",
  message: `A session holds ${SESSION_LIMITS.messagesMax} messages. Reset it or begin another one.`,
};

export function admitTurn(state: {
  running: boolean;
  count: number;
  /** The turn that came with the same key. */
  known: KnownTurn | null;
  bodyHash: string;
}): Admission {
  const { running, known, bodyHash } = state;
  if (known) return known.bodyHash === bodyHash ? { kind: "repeat", turn: known.turn } : KEY_USED;
  if (running) return BUSY;
  // A turn may add a question, and for each step an answer and what its tools said.
  return state.count >= SESSION_LIMITS.messagesMax ? FULL : { kind: "begin" };
}
