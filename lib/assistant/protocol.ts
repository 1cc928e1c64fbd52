/**
 * The wire between a visitor's panel and a conversation (docs/reference/visitor-protocol.md). The same JSON frames go over
 * the socket and, where that is blocked, over Server-Sent Events one way and POST the other. Times are ms since 1970,
 * offsets are UTF-16 units. Types only for the panel: what comes in is parsed by lib/assistant/core.
 */

export const VISITOR_PROTOCOL = 1;
/** Offered with `ticket.<ticket>`, as for rooms. */
export const VISITOR_SUBPROTOCOL = "parlor.visitor.v1";

export const VISITOR_LIMITS = {
  /** SUP-08. */
  messageCharsMax: 2_000,
  messagesPerMinute: 10,
  sessionsPerHourAndIp: 3,
  commentCharsMax: 1_000,
  frameBytesMax: 16_384,
  /** At once after opening; older ones on demand. */
  historyTurns: 20,
  /** A conversation is restored so long after its last word; then it is archived and a new one begins. */
  restoreMs: 3_600_000,
  ticketSeconds: 60,
  /** Of an identity token, from `iat` to `exp`. */
  identitySecondsMax: 600,
  clockLeewaySeconds: 60,
} as const;

export const VISITOR_CLOSE = {
  /** 4001: the ticket is spent, the session ended, or the identity is no longer valid: ask for a session anew. */
  unauthorised: 4001,
  /** 4003: project paused or tenant suspended. The panel shows the notice. */
  unavailable: 4003,
  /** 4008: too fast for too long. */
  rateLimited: 4008,
  protocolTooOld: 4010,
} as const;

/** `POST /embed/{publicKey}/session`. */
export interface SessionAsk {
  /** Identity by the customer's server; absent: anonymous. */
  token?: string;
  /** What an earlier answer gave: the same conversation goes on. */
  session?: string;
  turnstile?: string;
  page?: PageFacts;
  language?: string;
}

export interface SessionGrant {
  conversation: string;
  /** Opaque; kept by the panel, good for `restoreMs` after the last use. */
  session: string;
  /** Single use, for `/socket/{conversation}`. */
  ticket: string;
  visitor: { name: string | null; anonymous: boolean };
  /** False: the earlier conversation could not go on, and this one is empty. */
  restored: boolean;
}

export interface PageFacts {
  url: string;
  title: string;
}

/** What a panel sends. `id`s are UUIDs that it chose: a repeated one happens once. */
export type VisitorFrame =
  /** First frame. `since`: the newest `seq` it holds (0: none); `at`: how much of the running answer it holds. */
  | { type: "init"; v: number; since: number; at?: { seq: number; length: number } }
  | { type: "message"; id: string; text: string; page?: PageFacts }
  /** Ends the running answer; what there was stays. */
  | { type: "stop" }
  /** Answers the newest question anew; the earlier answer is replaced. */
  | { type: "regenerate"; id: string }
  | { type: "feedback"; seq: number; vote: "up" | "down" | null; comment?: string }
  | { type: "history"; before: number }
  | { type: "ping" };

export interface Citation {
  /** `[1]` in the text is `n: 1`. */
  n: number;
  title: string;
  url: string | null;
  headings: string[];
  /** Verbatim from the document. */
  quote: string;
  documentId: string;
  start: number;
  end: number;
}

export const MESSAGE_STATES = ["complete", "running", "stopped", "failed"] as const;

export interface VisitorMessage {
  /** Dense from 1 in its conversation. A regenerated answer keeps its place. */
  seq: number;
  /** A question and its answer share it. */
  turn: number;
  role: "visitor" | "assistant" | "agent" | "notice";
  text: string;
  state: (typeof MESSAGE_STATES)[number];
  /** The panel's own id of a visitor's message. */
  id?: string;
  /** Who answers, where it is a person. */
  name?: string;
  citations: Citation[];
  /** `abstained`: it said that it does not know; `refused`: a filter. */
  outcome?: "answered" | "abstained" | "refused";
  vote?: "up" | "down";
  error?: { code: string; message: string };
  at: number;
}

/** What a conversation sends. */
export type ServerFrame =
  /** Answer to `init`: everything after `since` (at most `historyTurns` turns; `earlier`: there is more before). */
  | {
      type: "ready";
      head: number;
      messages: VisitorMessage[];
      earlier: boolean;
      running: number | null;
      notice?: string;
    }
  /** A new or changed message: put it at its `seq`. */
  | { type: "message"; message: VisitorMessage }
  /** More of the running message `seq`: `text` begins at offset `at`. What lies before `at` is known already. */
  | { type: "delta"; seq: number; at: number; text: string }
  | { type: "history"; messages: VisitorMessage[]; earlier: boolean }
  /** `id`: of the frame that was refused. */
  | { type: "error"; code: string; message: string; id?: string; param?: string; retryAfterMs?: number }
  | { type: "pong" };
