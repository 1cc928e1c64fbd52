import type { ServerFrame, SessionAsk, SessionGrant, VisitorFrame } from "../../../lib/assistant/protocol";
import { backoffMs } from "../core/backoff";
import { SessionRefusal } from "./session";
import type { OpenWire, Resume, Wire } from "./wire";

export type LinkState =
  /** Closed on purpose. */
  | { is: "idle" }
  | { is: "connecting" }
  | { is: "open" }
  /** It tries again by itself. */
  | { is: "waiting"; offline: boolean }
  /** It does not: `code` says why. */
  | { is: "refused"; code: string; message: string };

export interface LinkParts {
  ask(ask: Pick<SessionAsk, "session">): Promise<SessionGrant>;
  socket: OpenWire;
  /** Loaded where sockets are blocked. */
  events(): Promise<OpenWire>;
  resume(): Resume;
  session: { get(): string | null; set(session: string | null): void };
  onGrant(grant: SessionGrant): void;
  onFrame(frame: ServerFrame): void;
  onState(state: LinkState): void;
}

/** After so many sockets that never opened, in a row, events are used for as long as the panel lives. */
const SOCKETS_TRIED = 2;
/** What no later attempt changes: the visitor or the page has to do something. */
const FINAL = new Set([
  "invalid_request",
  "unauthenticated",
  "forbidden",
  "not_found",
  "gone",
  "rate_limited",
  "quota_exceeded",
  "challenge_failed",
]);

/** Keeps one connection while it is wanted: session, ticket, socket or events, back-off, resume. */
export class Link {
  private readonly parts: LinkParts;
  private state: LinkState = { is: "idle" };
  private wire: Wire | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private deafSockets = 0;
  /** Counts attempts, so that what an earlier one still says is not heard. */
  private round = 0;
  private wanted = false;

  constructor(parts: LinkParts) {
    this.parts = parts;
    addEventListener("online", () => this.state.is === "waiting" && this.connect());
  }

  get isOpen(): boolean {
    return this.state.is === "open";
  }

  /** Connects, unless it is about to. */
  open(): void {
    if (this.wanted && this.state.is !== "refused") return;
    this.wanted = true;
    this.failures = 0;
    this.connect();
  }

  close(): void {
    this.wanted = false;
    this.drop();
    this.become({ is: "idle" });
  }

  /** A new connection at once: another identity, another session, or something was missed. */
  restart(): void {
    if (!this.wanted) return;
    this.failures = 0;
    this.connect();
  }

  send(frame: VisitorFrame): boolean {
    if (this.state.is !== "open") return false;
    this.wire?.send(frame);
    return true;
  }

  private connect(): void {
    this.drop();
    this.become({ is: "connecting" });
    const round = this.round;
    const mine = () => this.round === round && this.wanted;
    this.parts.ask({ session: this.parts.session.get() ?? undefined }).then(
      (grant) => {
        if (!mine()) return;
        this.parts.session.set(grant.session);
        this.parts.onGrant(grant);
        if (this.deafSockets < SOCKETS_TRIED) return this.attach(grant, mine, false);
        this.parts.events().then(
          (events) => mine() && this.attach(grant, mine, true, events),
          () => mine() && this.again(),
        );
      },
      (error: unknown) => mine() && this.refused(error),
    );
  }

  private attach(grant: SessionGrant, mine: () => boolean, overEvents: boolean, open = this.parts.socket): void {
    this.wire = open(grant, this.parts.resume(), {
      onFrame: (frame) => {
        if (!mine()) return;
        if (frame.type === "ready") {
          this.failures = 0;
          if (!overEvents) this.deafSockets = 0;
          this.become({ is: "open" });
        }
        this.parts.onFrame(frame);
      },
      onClose: (code, wasOpen) => {
        if (!mine()) return;
        if (!overEvents && !wasOpen) this.deafSockets++;
        this.closed(code);
      },
    });
  }

  private closed(code: number): void {
    if (code === 4003) this.final("unavailable", "");
    else if (code === 4010) this.final("too_old", "");
    // The first time the ticket may have been spent; a second refusal says that the session itself is over.
    else if (code === 4001 && this.failures > 0) {
      this.parts.session.set(null);
      this.again();
    } else this.again(code === 4008 ? 16_000 : undefined);
  }

  private refused(error: unknown): void {
    const { code, message, retryAfterMs } = error instanceof SessionRefusal ? error : new SessionRefusal("offline", "");
    if (FINAL.has(code)) this.final(code, message);
    else this.again(retryAfterMs);
  }

  private again(afterMs?: number): void {
    this.drop();
    this.failures++;
    this.become({ is: "waiting", offline: !navigator.onLine });
    this.timer = setTimeout(() => this.connect(), afterMs ?? backoffMs(this.failures, Math.random()));
  }

  private final(code: string, message: string): void {
    this.drop();
    this.become({ is: "refused", code, message });
  }

  private drop(): void {
    this.round++;
    clearTimeout(this.timer);
    this.wire?.close();
    this.wire = undefined;
  }

  private become(state: LinkState): void {
    this.state = state;
    this.parts.onState(state);
  }
}
