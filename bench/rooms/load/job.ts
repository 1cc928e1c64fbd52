/** What the benchmark asks of the load generator, and what it answers. Both sides talk over a fork's channel. */

export type Dialect = "parlor" | "plain" | "socket-io";

export interface LoadJob {
  dialect: Dialect;
  /** ws://host:port */
  origin: string;
  room: string;
  /** One person a viewer; all of them watch, and they send in turn. */
  people: string[];
  /** Messages that count only after this many were sent and seen by everybody. */
  warmUp: number;
  load: { kind: "in-flight"; inFlight: number } | { kind: "paced"; perSecond: number };
  durationMs: number;
  messagesMax: number;
  bodyBytes: number;
  /** How a viewer of Parlor proves itself. */
  parlor?: { tenant: string; ticketSecret: string; appOrigin: string };
}

export interface LoadResult {
  messages: number;
  /** From the first send until every viewer has every message. */
  elapsedMs: number;
  ackMs: { p50: number; p99: number };
  deliveries: number;
  /** WebSocket frames that carried them. */
  frames: number;
  /** Null when every viewer got every message, once, in order; else what was wrong. */
  fault: string | null;
  /** CPU of the generator itself, per message. */
  generatorCpuMs: number;
  /** How often a viewer was told that it lags, and resumed. */
  lags: number;
}

export type ToLoad = { type: "job"; job: LoadJob } | { type: "go" };
export type FromLoad =
  /** Connected and warm: the caller reads its clocks, then says go. */
  { type: "ready" } | { type: "done"; result: LoadResult } | { type: "failed"; message: string };
