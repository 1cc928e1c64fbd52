/**
 * One socket that stays: a fresh one-time ticket for every attempt, backoff with jitter, a heartbeat, and an end where
 * trying again cannot help. It carries frames and knows nothing of what they mean.
 */
import ReconnectingWebSocket from "partysocket/ws";
import { CLOSE, PING, PONG } from "../protocol";
import type { ConnectionState, EndReason } from "./connection";

export interface Ticket {
  ticket: string;
  url: string;
  protocol: string;
}

/** Thrown by `ticket()` when a further attempt cannot help. */
export class TicketRefused extends Error {
  readonly reason: EndReason;
  constructor(reason: EndReason) {
    super(`No ticket: ${reason}`);
    this.name = "TicketRefused";
    this.reason = reason;
  }
}

export interface LiveSocketDeps {
  /** A fresh ticket; throws TicketRefused when there will be none. */
  ticket(): Promise<Ticket>;
  /** Query of this attempt: where to resume. */
  query(): Record<string, string>;
  /** One socket message: an array of frames. */
  onFrames(frames: readonly unknown[]): void;
  onState(state: ConnectionState): void;
  /** Replaced in tests. */
  WebSocket?: unknown;
  random?: () => number;
  now?: () => number;
  /** The browser's own word on the network, and a call when it changes or the page comes into view; absent outside a page. */
  page?: { onLine(): boolean; subscribe(changed: () => void): () => void };
}

export interface LiveSocket {
  /** False: not connected, and nothing is kept. The caller has its own outbox. */
  send(frame: object): boolean;
  /** Tries now instead of when the wait is over. */
  retryNow(): void;
  close(): void;
}

const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 30_000;
const CONNECT_TIMEOUT_MS = 10_000;
const HEARTBEAT_MS = 25_000;
const PONG_WITHIN_MS = 10_000;
/** After a word from the browser that something changed, silence is believed sooner. */
const PROBE_WITHIN_MS = 3_000;
/** A ticket refused at the door so often in a row means the session is not what we think. */
const REFUSALS_MAX = 3;

/** Opens the socket and keeps it open until `close` or an end. */
export function openLiveSocket(deps: LiveSocketDeps): LiveSocket {
  const now = deps.now ?? Date.now;
  const random = deps.random ?? Math.random;
  let socket: ReconnectingWebSocket | null = null;
  let closed = false;
  let refusals = 0;
  let attempt = 0;
  let unsubscribe: (() => void) | undefined;
  let heartbeat: ReturnType<typeof setInterval> | undefined;
  let deadline: ReturnType<typeof setTimeout> | undefined;
  let state: ConnectionState = { kind: "connecting" };

  const say = (next: ConnectionState) => {
    state = next;
    if (!closed) deps.onState(next);
  };
  const end = (reason: EndReason) => {
    if (closed) return;
    say({ kind: "ended", reason });
    stop();
  };
  const stop = () => {
    closed = true;
    still();
    unsubscribe?.();
    socket?.close(1000);
  };

  const still = () => {
    clearInterval(heartbeat);
    clearTimeout(deadline);
  };
  /** Whatever is said meanwhile: pings are how the server knows that somebody still listens. */
  const beat = () => {
    still();
    heartbeat = setInterval(() => probe(PONG_WITHIN_MS), HEARTBEAT_MS);
  };
  /** Anything heard within the time proves the connection; silence replaces it. */
  const probe = (withinMs: number) => {
    clearTimeout(deadline);
    if (socket?.send(PING)) deadline = setTimeout(() => start(), withinMs);
  };

  /** A new socket with no wait before its first attempt; the old one is dropped, whatever it was doing. */
  const start = () => {
    if (closed) return;
    still();
    const old = socket;
    if (old) {
      old.onclose = old.onerror = old.onmessage = old.onopen = null;
      old.close(1000);
    }
    let waited = false;
    const current: ReconnectingWebSocket = new ReconnectingWebSocket(
      async () => {
        if (closed || socket !== current) throw new Error("Replaced");
        say({ kind: "connecting" });
        const { url } = await nextTicket();
        const query = new URLSearchParams(deps.query());
        return query.size > 0 ? `${url}?${query}` : url;
      },
      async () => {
        const { ticket, protocol } = await nextTicket();
        return [protocol, `ticket.${ticket}`];
      },
      {
        maxEnqueuedMessages: 0,
        connectionTimeout: CONNECT_TIMEOUT_MS,
        minUptime: 5_000,
        reconnectionDelayGrowFactor: 1,
        maxReconnectionDelay: MAX_DELAY_MS,
        // Asked once before every attempt: the delay is ours, so that it can be shown. The first one does not wait.
        get minReconnectionDelay() {
          if (!waited) {
            waited = true;
            return 0;
          }
          const most = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, attempt));
          attempt++;
          const delay = most / 2 + random() * (most / 2);
          wait(delay);
          return delay;
        },
        shouldReconnectOnClose: (event: { code: number }) => mayReconnect(event.code),
        ...(deps.WebSocket ? { WebSocket: deps.WebSocket } : {}),
      },
    );
    socket = current;
    let asked: Promise<Ticket> | null = null;
    // Both providers are called for one attempt; they share its ticket.
    const nextTicket = () => {
      if (asked) {
        const both = asked;
        asked = null;
        return both;
      }
      asked = deps.ticket().catch((error: unknown) => {
        asked = null;
        if (error instanceof TicketRefused && socket === current) end(error.reason);
        throw error;
      });
      return asked;
    };
    current.onopen = () => beat();
    current.onmessage = (event) => {
      clearTimeout(deadline);
      if (event.data === PONG || typeof event.data !== "string") return;
      const frames = parse(event.data);
      if (!frames) return;
      refusals = 0;
      attempt = 0;
      const wasLive = state.kind === "live";
      state = { kind: "live" };
      // First what it brings, then the word: whoever acts on "live" knows what the welcome said.
      deps.onFrames(frames);
      if (!wasLive && !closed) deps.onState(state);
    };
    current.onclose = (event) => {
      still();
      const reason = endOf(event.code, refusals);
      if (reason) end(reason);
    };
  };

  const wait = (delayMs: number) => {
    const online = deps.page?.onLine() ?? true;
    say(online ? { kind: "waiting", untilMs: now() + delayMs } : { kind: "offline" });
  };
  const mayReconnect = (code: number) => {
    if (code === CLOSE.unauthenticated) refusals++;
    return endOf(code, refusals) === null;
  };
  const retryNow = () => {
    if (closed) return;
    // A socket does not notice a pulled cable or a night asleep: ask it.
    if (state.kind === "live") probe(PROBE_WITHIN_MS);
    else if (state.kind !== "connecting") start();
  };

  say(state);
  start();
  unsubscribe = deps.page?.subscribe(retryNow);

  return {
    send: (frame) => state.kind === "live" && (socket?.send(JSON.stringify(frame)) ?? false),
    retryNow,
    close: stop,
  };
}

/** The end a close code means, or null when another attempt may help. */
export function endOf(code: number, refusals: number): EndReason | null {
  switch (code) {
    case CLOSE.notMember:
      return "gone";
    case CLOSE.suspended:
      return "suspended";
    case CLOSE.sessionEnded:
      return "signed_out";
    case CLOSE.unauthenticated:
      return refusals >= REFUSALS_MAX ? "signed_out" : null;
    case CLOSE.protocolTooOld:
    case CLOSE.badFrames:
    case CLOSE.frameTooBig:
      return "outdated";
    default:
      return null;
  }
}

function parse(text: string): unknown[] | null {
  try {
    const frames: unknown = JSON.parse(text);
    return Array.isArray(frames) ? frames : null;
  } catch {
    return null;
  }
}
