import { DurableObject } from "cloudflare:workers";
import { type ActingFrame, applyFrame, stillCounting, type TalkState } from "@/lib/assistant/core/apply-frame";
import { hidden } from "@/lib/assistant/core/hidden";
import { parseFrame, readFrame, type ParsedFrame } from "@/lib/assistant/core/parse-frame";
import { withFacts } from "@/lib/assistant/core/visitor-facts";
import { welcome } from "@/lib/assistant/core/welcome";
import {
  type PageFacts,
  type ServerFrame,
  VISITOR_CLOSE,
  VISITOR_LIMITS,
  VISITOR_PROTOCOL,
  VISITOR_SUBPROTOCOL,
  type VisitorFrame,
  type VisitorMessage,
} from "@/lib/assistant/protocol";
import type { VisitBirth, VisitRpc } from "@/lib/assistant/server/objects";
import { archiveKey, type VisitServices } from "@/lib/assistant/server/ports";
import type { SessionClaims } from "@/lib/assistant/server/session-token";
import { stemsOf } from "@/lib/models/core/words";
import { errorFacts, log } from "@/lib/platform/log";
import { newId, type TenantId } from "@/lib/platform/ids";
import { withTimeout } from "@/lib/platform/with-timeout";
import type { ProjectFacts } from "@/lib/projects/protocol";
import { Buckets } from "@/lib/rooms/core/rate";
import { forgetAll, hangUp, isTooBig } from "./sockets";
import { RunningAnswer } from "./visit/answer";
import { archive, overAt } from "./visit/archive";
import { Listeners } from "./visit/listeners";
import { VisitOutbox } from "./visit/outbox";
import { visitServices } from "./visit/services";
import { type Row, VisitStore } from "./visit/store";
import { readVisitAdmission } from "@/lib/assistant/server/visit-request";
import { VisitTurn } from "./visit/turn";
import { closedAtOnce } from "./visitor-door";

/** While an answer is written the alarm keeps the object, and finds what it left open should it die. */
const WATCH_MS = 10_000;
const ALARM_MS_MAX = 600_000;
const DIED = { code: "aborted", message: "The answer was interrupted. Ask for it again." };
/** Frames of one socket: what a person does, and a flood of it. */
const FRAMES = { burst: 40, perSecond: 4 };
const FLOOD_MAX = 40;

interface Live {
  turn: VisitTurn;
  answer: RunningAnswer;
}

/** One visitor's conversation with a project's assistant. Plumbing around lib/assistant/core and visit/. */
export class Visit extends DurableObject<RealtimeEnv> implements VisitRpc {
  /** Tests put others in its place. */
  services: VisitServices;
  private store: VisitStore | null;
  private readonly listeners: Listeners;
  private readonly buckets = new Buckets<WebSocket | "post">(FRAMES);
  private readonly floods = new WeakMap<WebSocket, number>();
  private outbox: VisitOutbox | null = null;
  private live: Live | null = null;

  constructor(ctx: DurableObjectState, env: RealtimeEnv) {
    super(ctx, env);
    this.services = visitServices(env, (work) => ctx.waitUntil(work));
    this.listeners = new Listeners(ctx);
    this.store = VisitStore.find(ctx.storage);
    if (this.store) this.wake(this.store);
  }

  async enter(birth: VisitBirth): ReturnType<VisitRpc["enter"]> {
    const now = this.services.now();
    const known = this.store;
    if (known) {
      if (!isOf(known, birth) || known.state !== "open" || overAt(known) <= now) return { status: "over" };
      if (birth.page) known.page = birth.page;
      known.language = birth.language;
      return { status: "open" };
    }
    this.store = VisitStore.bear(this.ctx.storage, birth, now);
    await this.arm(this.store);
    return { status: "open" };
  }

  /** A socket or a stream that the door admitted. */
  override async fetch(request: Request): Promise<Response> {
    const admission = readVisitAdmission(request);
    const store = this.of(admission.claims);
    if (admission.kind === "stream") {
      if (!store) return new Response(null, { status: 404 });
      return this.listeners.stream(welcome(this.view(store), admission));
    }
    if (!store || !this.spend(admission.claims)) return closedAtOnce(VISITOR_CLOSE.unauthorised, "unauthorised");
    return this.listeners.accept(VISITOR_SUBPROTOCOL);
  }

  override async webSocketMessage(socket: WebSocket, frame: string | ArrayBuffer): Promise<void> {
    const { store } = this;
    if (!store || !this.isOpen(store)) return hangUp(socket, VISITOR_CLOSE.unauthorised, "over");
    const reply = (answer: ServerFrame) => this.listeners.send(socket, answer);
    const waitMs = this.buckets.spend(socket, this.services.now());
    if (waitMs > 0) return this.slowDown(socket, waitMs);
    this.floods.delete(socket);
    if (typeof frame !== "string" || isTooBig(frame)) {
      return reply({ type: "error", code: "invalid_request", message: "Frames are JSON of at most 16 KiB." });
    }
    const parsed = parseFrame(frame);
    if (parsed.ok && parsed.frame.type === "init") {
      if (parsed.frame.v !== VISITOR_PROTOCOL) return hangUp(socket, VISITOR_CLOSE.protocolTooOld, "protocol_too_old");
      return this.listeners.welcome(socket, welcome(this.view(store), parsed.frame));
    }
    if (!this.listeners.isWelcomed(socket)) {
      return reply({ type: "error", code: "invalid_request", message: "Begin with init.", param: "type" });
    }
    await this.take(store, parsed, reply);
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    this.buckets.forget(socket);
    // 1005 and 1006 may be received and never sent.
    hangUp(socket, code === 1005 || code === 1006 ? 1000 : code, "");
  }

  async post(claims: SessionClaims, frames: unknown[]): Promise<boolean> {
    const store = this.of(claims);
    if (!store) return false;
    const reply = (answer: ServerFrame) => this.listeners.tellStreams(answer);
    for (const frame of frames) {
      const retryAfterMs = this.buckets.spend("post", this.services.now());
      if (retryAfterMs > 0) reply({ ...TOO_FAST, retryAfterMs });
      else await this.take(store, readFrame(frame), reply);
    }
    return true;
  }

  async suspend(tenantId: TenantId): Promise<void> {
    if (this.store?.birth.tenantId === tenantId) this.shut();
  }

  async forget(tenantId: TenantId): Promise<void> {
    const { store } = this;
    if (!store || store.birth.tenantId !== tenantId) return;
    this.live?.turn.stop();
    this.live = null;
    this.listeners.closeAll(VISITOR_CLOSE.unauthorised, "over");
    store.transaction(() => store.forget());
    await this.services.archive.delete(archiveKey(tenantId, store.birth.projectId, store.birth.conversationId));
    await this.outboxOf(store).drain();
    await this.arm(store);
  }

  async erase(tenantId: TenantId): Promise<void> {
    if (this.store && this.store.birth.tenantId !== tenantId) return;
    this.live?.turn.stop();
    this.live = null;
    this.listeners.closeAll(VISITOR_CLOSE.unauthorised, "over");
    this.store = null;
    this.outbox = null;
    await forgetAll(this.ctx);
  }

  override async alarm(): Promise<void> {
    const { store } = this;
    if (!store) return;
    await this.outboxOf(store).drain();
    // A timer that is left behind would keep the object from sleeping.
    if (this.live) await withTimeout(this.live.turn.over, ALARM_MS_MAX).catch(() => undefined);
    if (store.state === "open" && overAt(store) <= this.services.now()) {
      this.listeners.closeAll(VISITOR_CLOSE.unauthorised, "over");
      // Nobody said anything: nothing is kept.
      if (store.head === 0) return this.erase(store.birth.tenantId);
    }
    if (store.state === "archived" || overAt(store) <= this.services.now()) {
      const again = await archive(store, this.services, () => this.outboxOf(store).drain());
      if (again !== null) await this.ctx.storage.setAlarm(again);
      return;
    }
    await this.arm(store);
  }

  /** What a parsed frame does, and what its sender is told. */
  private async take(store: VisitStore, parsed: ParsedFrame, reply: (frame: ServerFrame) => void): Promise<void> {
    if (!parsed.ok) return reply(parsed.error);
    const { frame } = parsed;
    switch (frame.type) {
      case "ping":
        return reply({ type: "pong" });
      case "typing":
        return;
      case "init":
        return reply({ type: "error", code: "invalid_request", message: "A stream begins by its address." });
      case "history": {
        const messages = store.before(frame.before, VISITOR_LIMITS.historyTurns).map(({ shown }) => shown);
        const [first] = messages;
        return reply({ type: "history", messages, earlier: first !== undefined && first.seq > 1 });
      }
      default:
        return this.act(store, frame, reply);
    }
  }

  private async act(store: VisitStore, frame: ActingFrame, reply: (frame: ServerFrame) => void): Promise<void> {
    const begins = frame.type === "message" || frame.type === "regenerate";
    const facts = begins ? await this.openProject(store, frame.id, reply) : null;
    if (begins && !facts) return;
    const now = this.services.now();
    const act = applyFrame(this.stateFor(store, frame, now), frame, now);
    switch (act.kind) {
      case "refused":
        return reply(act.error);
      case "nothing":
        return;
      case "repeat": {
        const asked = store.at(act.seq);
        const { answer = null } = store.newest() ?? {};
        for (const row of [asked, answer === null || answer === act.seq ? null : store.at(answer)]) {
          if (row && row.shown.turn === asked?.shown.turn) reply({ type: "message", message: this.asShown(row) });
        }
        return;
      }
      case "stop":
        this.live?.turn.stop();
        return;
      case "vote": {
        const row = store.at(act.seq);
        if (!row) return;
        const { vote: _vote, ...rest } = row.shown;
        const { comment: _comment, ...kept } = row.kept;
        const shown = { ...rest, ...(act.vote === null ? {} : { vote: act.vote }) };
        store.write(shown, { ...kept, ...(act.vote === null || act.comment === null ? {} : { comment: act.comment }) });
        this.listeners.tell({ type: "message", message: shown });
        return this.arm(store);
      }
      case "ask":
        return facts ? this.ask(store, facts, act, now) : undefined;
      case "again":
        return facts ? this.again(store, facts, act, now) : undefined;
      default:
        return act satisfies never;
    }
  }

  /** The question is stored before anybody hears of it, and heard before it is answered. */
  private async ask(
    store: VisitStore,
    facts: ProjectFacts,
    { id, text, page }: { id: string; text: string; page: PageFacts | null },
    now: number,
  ): Promise<void> {
    const { text: redacted, vault } = this.services.guard.redact(text, facts.guard, store.vault, [
      store.birth.name ?? "",
    ]);
    const before = this.questionBefore(store, redacted);
    const { question, answer } = store.transaction(() => {
      store.vault = vault;
      store.facts = withFacts(store.facts, redacted);
      if (page) store.page = page;
      store.spent = [...stillCounting(store.spent, now), now];
      const turn = store.nextTurn();
      const asked: Omit<VisitorMessage, "seq"> = {
        ...{ turn, role: "visitor", text, state: "complete", id, citations: [], at: now },
      };
      const shown = store.add(asked, { text: redacted, anew: 0 });
      store.remember(id, shown.seq);
      return { question: shown, answer: store.add(emptyAnswer(turn, now), { text: "", anew: 0 }) };
    });
    this.listeners.tell({ type: "message", message: question });
    await this.begin(store, facts, question.seq, answer, 0, before);
  }

  /** The earlier answer is replaced in its place. */
  private async again(
    store: VisitStore,
    facts: ProjectFacts,
    { id, question, answer }: { id: string; question: number; answer: number | null },
    now: number,
  ): Promise<void> {
    const asked = store.at(question);
    if (!asked) return;
    const earlier = answer === null ? null : store.at(answer);
    const anew = (earlier?.kept.anew ?? 0) + 1;
    const empty = emptyAnswer(asked.shown.turn, now);
    const shown = store.transaction(() => {
      store.spent = [...stillCounting(store.spent, now), now];
      const next = earlier ? { ...empty, seq: earlier.shown.seq } : store.add(empty, { text: "", anew });
      if (earlier) store.write(next, { text: "", anew });
      store.touch(now);
      store.remember(id, next.seq);
      return next;
    });
    await this.begin(store, facts, question, shown, anew, this.questionBefore(store, asked.kept.text, question));
  }

  private async begin(
    store: VisitStore,
    facts: ProjectFacts,
    asked: number,
    shown: VisitorMessage,
    anew: number,
    before: string,
  ): Promise<void> {
    const question = store.at(asked);
    if (!question) return;
    this.listeners.tell({ type: "message", message: shown });
    const { services } = this;
    const answer = new RunningAnswer({
      ...{ store, shown, kept: { text: "", anew } },
      tell: (frame) => this.listeners.tell(frame),
      now: services.now,
    });
    const turn = new VisitTurn({ store, services, facts, question, before, answer, requestId: newId() });
    const live = { turn, answer };
    this.live = live;
    this.ctx.waitUntil(this.tend(store, live));
    await this.ctx.storage.setAlarm(Date.now() + WATCH_MS);
  }

  /** What follows a turn. */
  private async tend(store: VisitStore, live: Live): Promise<void> {
    await live.turn.over;
    if (this.live === live) this.live = null;
    await this.arm(store);
  }

  /** The project as it stands, or null after the visitor was told why not. */
  private async openProject(
    store: VisitStore,
    id: string,
    reply: (frame: ServerFrame) => void,
  ): Promise<ProjectFacts | null> {
    const { tenantId, projectId, conversationId } = store.birth;
    try {
      const facts = await this.services.facts(tenantId, projectId);
      if (facts && !facts.paused && facts.tenantActive) return facts;
      this.shut();
    } catch (error) {
      log({ event: "visit.facts_failed", level: "warn", tenantId, conversationId, ...errorFacts(error) });
    }
    reply({ type: "error", code: "unavailable", message: AWAY, id });
    return null;
  }

  private shut(): void {
    this.live?.turn.stop();
    this.listeners.closeAll(VISITOR_CLOSE.unavailable, "unavailable");
  }

  private stateFor(store: VisitStore, frame: ActingFrame, now: number): TalkState {
    const id = "id" in frame ? frame.id : null;
    const target = frame.type === "feedback" ? store.at(frame.seq)?.shown : null;
    return {
      head: store.head,
      running: this.live && !this.live.answer.isOver ? this.live.answer.seq : null,
      newest: store.newest(),
      known: id === null ? null : store.placeOf(id),
      spent: stillCounting(store.spent, now),
      target: target ? { role: target.role, state: target.state } : null,
    };
  }

  /** Of the turn before, where this question alone says too little ("And for students?"). Redacted. */
  private questionBefore(store: VisitStore, text: string, before = store.head + 1): string {
    if (stemsOf(text).length > 1) return "";
    return store.before(before, 2).findLast(({ shown }) => shown.role === "visitor")?.kept.text ?? "";
  }

  private view(store: VisitStore): Parameters<typeof welcome>[0] {
    const live = this.live && !this.live.answer.isOver ? this.live.answer : null;
    const rows = store.before(store.head + 1, VISITOR_LIMITS.historyTurns);
    const anew = (rows.find(({ shown }) => shown.seq === live?.seq)?.kept.anew ?? 0) > 0;
    return { head: store.head, messages: rows.map((row) => this.asShown(row)), running: live?.seq ?? null, anew };
  }

  /** A message with what of it is not stored yet. */
  private asShown({ shown }: Row): VisitorMessage {
    const answer = this.live?.answer;
    return answer && answer.seq === shown.seq && !answer.isOver ? answer.message : shown;
  }

  private slowDown(socket: WebSocket, retryAfterMs: number): void {
    const times = (this.floods.get(socket) ?? 0) + 1;
    this.floods.set(socket, times);
    if (times > FLOOD_MAX) hangUp(socket, VISITOR_CLOSE.rateLimited, "rate_limited");
    else this.listeners.send(socket, { ...TOO_FAST, retryAfterMs });
  }

  private spend({ jti, expiresAt }: { jti: string; expiresAt: number }): boolean {
    const { sql } = this.ctx.storage;
    const now = Date.now();
    if (expiresAt <= now) return false;
    sql.exec("DELETE FROM tickets WHERE expires_at <= ?", now);
    return (
      sql.exec("INSERT INTO tickets (jti, expires_at) VALUES (?, ?) ON CONFLICT DO NOTHING", jti, expiresAt)
        .rowsWritten > 0
    );
  }

  private wake(store: VisitStore): void {
    // Whatever runs in the rows runs nowhere: the object died meanwhile.
    for (const { shown, kept } of store.running()) {
      const message: VisitorMessage = { ...shown, state: "failed", error: DIED };
      store.write(message, { ...kept, text: hidden(shown.text, store.vault) });
      this.listeners.tell({ type: "message", message });
    }
    this.ctx.waitUntil(this.arm(store));
  }

  private outboxOf(store: VisitStore): VisitOutbox {
    return (this.outbox ??= new VisitOutbox(store, () => this.services));
  }

  /** Sets the alarm for the outbox, the answer that runs, or the end. */
  private async arm(store: VisitStore): Promise<void> {
    if (this.store !== store) return;
    const now = this.services.now();
    const times = [
      this.outboxOf(store).dueAt(now),
      this.live ? now + WATCH_MS : null,
      store.state === "open" || (store.state === "archived" && !store.isEmptied) ? Math.max(now, overAt(store)) : null,
    ].filter((time) => time !== null);
    if (times.length > 0) await this.ctx.storage.setAlarm(Math.min(...times));
  }

  private isOpen(store: VisitStore): boolean {
    return store.state === "open" && overAt(store) > this.services.now();
  }

  /** The conversation that the claims are for; null for another's, and for one that is over. */
  private of(claims: SessionClaims): VisitStore | null {
    const { store } = this;
    return store && isOf(store, asBirth(claims)) && this.isOpen(store) ? store : null;
  }
}

const TOO_FAST = { type: "error", code: "rate_limited", message: "Slow down." } as const;
const AWAY = "The assistant is not available at the moment.";

type Owner = Pick<VisitBirth, "tenantId" | "projectId" | "conversationId" | "visitorId">;

function asBirth({ tenant, project, conversation, visitor }: SessionClaims): Owner {
  return { tenantId: tenant, projectId: project, conversationId: conversation, visitorId: visitor };
}

function isOf({ birth }: VisitStore, owner: Owner): boolean {
  return (["tenantId", "projectId", "conversationId", "visitorId"] as const).every(
    (name) => birth[name] === owner[name],
  );
}

function emptyAnswer(turn: number, at: number): Omit<VisitorMessage, "seq"> {
  return { turn, role: "assistant", text: "", state: "running", citations: [], at };
}
