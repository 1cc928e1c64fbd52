/** What a frame does to a conversation: the only rules for it. Clock and lookups arrive as values. */
import { type ServerFrame, VISITOR_LIMITS, type PageFacts, type VisitorFrame } from "../protocol";

type ErrorFrame = Extract<ServerFrame, { type: "error" }>;
/** Frames that change a conversation. The others only ask. */
export type ActingFrame = Extract<VisitorFrame, { type: "message" | "stop" | "regenerate" | "feedback" }>;

export interface TalkState {
  head: number;
  /** Place of the answer that is being written. */
  running: number | null;
  /** The newest question, and its answer where there is one. */
  newest: { question: number; answer: number | null } | null;
  /** Where the frame's id was used before. */
  known: number | null;
  /** Times at which turns began within the last minute. */
  spent: readonly number[];
  /** The message that feedback is about. */
  target: { role: string; state: string } | null;
}

export type Act =
  | { kind: "ask"; id: string; text: string; page: PageFacts | null }
  | { kind: "again"; id: string; question: number; answer: number | null }
  /** It happened before: tell how it stands. */
  | { kind: "repeat"; seq: number }
  | { kind: "stop" }
  | { kind: "vote"; seq: number; vote: "up" | "down" | null; comment: string | null }
  | { kind: "nothing" }
  | { kind: "refused"; error: ErrorFrame };

export const MESSAGES_MAX = 2_000;
const MINUTE_MS = 60_000;
const BUSY_RETRY_MS = 2_000;

export function applyFrame(state: TalkState, frame: ActingFrame, now: number): Act {
  switch (frame.type) {
    case "message":
      if (state.known !== null) return { kind: "repeat", seq: state.known };
      return (
        mayBegin(state, frame.id, now) ?? { kind: "ask", id: frame.id, text: frame.text, page: frame.page ?? null }
      );
    case "regenerate": {
      if (state.known !== null) return { kind: "repeat", seq: state.known };
      if (!state.newest) return refuse("invalid_request", "Nothing was asked yet.", frame.id);
      return mayBegin(state, frame.id, now) ?? { kind: "again", id: frame.id, ...state.newest };
    }
    case "stop":
      return state.running === null ? { kind: "nothing" } : { kind: "stop" };
    case "feedback": {
      const { target } = state;
      if (!target || target.role !== "assistant" || target.state === "running") {
        return { kind: "refused", error: { ...error("invalid_request", "There is no such answer."), param: "seq" } };
      }
      return { kind: "vote", seq: frame.seq, vote: frame.vote, comment: frame.comment ?? null };
    }
    default:
      return frame satisfies never;
  }
}

/** Those of the times that count at `now`. */
export function stillCounting(spent: readonly number[], now: number): number[] {
  // A clock that went back must not keep anybody waiting.
  return spent.filter((at) => at > now - MINUTE_MS && at <= now);
}

/** One turn at a time, and so many a minute. */
function mayBegin({ running, head, spent }: TalkState, id: string, now: number): Act | null {
  if (running !== null) {
    return refuse("conflict", "The assistant is still answering.", id, BUSY_RETRY_MS);
  }
  if (head >= MESSAGES_MAX) return refuse("conflict", "This conversation is full. Begin another one.", id);
  const counting = stillCounting(spent, now);
  const [oldest] = counting;
  if (oldest === undefined || counting.length < VISITOR_LIMITS.messagesPerMinute) return null;
  const retryAfterMs = Math.max(1, oldest + MINUTE_MS - now);
  return refuse("rate_limited", "That was many messages at once. Wait a moment.", id, retryAfterMs);
}

function refuse(code: string, message: string, id: string, retryAfterMs?: number): Act {
  return {
    kind: "refused",
    error: { ...error(code, message), id, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
  };
}

function error(code: string, message: string): ErrorFrame {
  return { type: "error", code, message };
}
