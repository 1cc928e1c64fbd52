import { DurableObject } from "cloudflare:workers";
import { hidden } from "@/lib/assistant/core/hidden";
import { parseFrame, readFrame } from "@/lib/assistant/core/parse-frame";
import { welcome } from "@/lib/assistant/core/welcome";
import {
  type ServerFrame,
  VISITOR_CLOSE,
  VISITOR_PROTOCOL,
  VISITOR_SUBPROTOCOL,
  type VisitorMessage,
} from "@/lib/assistant/protocol";
import type { VisitBirth, VisitRpc } from "@/lib/assistant/server/objects";
import { archiveKey, type VisitServices } from "@/lib/assistant/server/ports";
import type { SessionClaims } from "@/lib/assistant/server/session-token";
import { readVisitAdmission } from "@/lib/assistant/server/visit-request";
import type { Told } from "@/lib/observe/protocol";
import type { TellerRpc } from "@/lib/observe/server/objects";
import type { TenantId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import { withTimeout } from "@/lib/platform/with-timeout";
import { Buckets } from "@/lib/rooms/core/rate";
import { NOTHING, Teller, tellBoard } from "./board/teller";
import { forgetAll, hangUp, isTooBig } from "./sockets";
import { archive, overAt } from "./visit/archive";
import { Listeners } from "./visit/listeners";
import { VisitOutbox } from "./visit/outbox";
import { visitServices } from "./visit/services";
import { VisitStore } from "./visit/store";
import { isOf, ownerOf, take } from "./visit/take";
import { Talk } from "./visit/talk";
import { closedAtOnce } from "./visitor-door";

/** While an answer is written the alarm keeps the object, and finds what it left open should it die. */
const WATCH_MS = 10_000;
const ALARM_MS_MAX = 600_000;
const DIED = { code: "aborted", message: "The answer was interrupted. Ask for it again." };
/** Frames of one socket: what a person does, and a flood of it. */
const FRAMES = { burst: 40, perSecond: 4 };
const FLOOD_MAX = 40;
const TOO_FAST = { type: "error", code: "rate_limited", message: "Slow down." } as const;

/** What there is of a conversation while the object is awake. */
interface Awake {
  store: VisitStore;
  talk: Talk;
  outbox: VisitOutbox;
  teller: Teller;
}

/** One visitor's conversation with a project's assistant. Plumbing around lib/assistant/core and visit/. */
export class Visit extends DurableObject<RealtimeEnv> implements VisitRpc, TellerRpc {
  /** Tests put others in its place. */
  services: VisitServices;
  private readonly listeners: Listeners;
  private readonly buckets = new Buckets<WebSocket | "post">(FRAMES);
  private readonly floods = new WeakMap<WebSocket, number>();
  private awake: Awake | null;
  /** What was erased has no rows to ask. */
  private erased: VisitStore | null = null;

  constructor(ctx: DurableObjectState, env: RealtimeEnv) {
    super(ctx, env);
    this.services = visitServices(env, (work) => ctx.waitUntil(work));
    this.listeners = new Listeners(ctx);
    const store = VisitStore.find(ctx.storage);
    this.awake = store && this.wake(store);
  }

  async enter(birth: VisitBirth): ReturnType<VisitRpc["enter"]> {
    const store = this.awake?.store;
    if (store) {
      if (!isOf(store, birth) || !this.isOpen(store)) return { status: "over" };
      if (birth.page) store.page = birth.page;
      store.language = birth.language;
      return { status: "open" };
    }
    const born = VisitStore.bear(this.ctx.storage, birth, this.services.now());
    this.awake = this.wake(born);
    this.mark(born, overAt(born));
    return { status: "open" };
  }

  /** A socket or a stream that the door admitted. */
  override async fetch(request: Request): Promise<Response> {
    const admission = readVisitAdmission(request);
    const awake = this.of(admission.claims);
    if (admission.kind === "stream") {
      if (!awake) return new Response(null, { status: 404 });
      return this.listeners.stream(welcome(awake.talk.view, admission));
    }
    if (!awake || !awake.store.spendTicket(admission.claims, Date.now())) {
      return closedAtOnce(VISITOR_CLOSE.unauthorised, "unauthorised");
    }
    return this.listeners.accept(VISITOR_SUBPROTOCOL);
  }

  override async webSocketMessage(socket: WebSocket, frame: string | ArrayBuffer): Promise<void> {
    const { awake } = this;
    if (!awake || !this.isOpen(awake.store)) return hangUp(socket, VISITOR_CLOSE.unauthorised, "over");
    const waitMs = this.buckets.spend(socket, this.services.now());
    if (waitMs > 0) return this.slowDown(socket, waitMs);
    this.floods.delete(socket);
    const reply = (answer: ServerFrame) => this.listeners.send(socket, answer);
    if (typeof frame !== "string" || isTooBig(frame)) {
      return reply({ type: "error", code: "invalid_request", message: "Frames are JSON of at most 16 KiB." });
    }
    const parsed = parseFrame(frame);
    if (parsed.ok && parsed.frame.type === "init") {
      if (parsed.frame.v !== VISITOR_PROTOCOL) return hangUp(socket, VISITOR_CLOSE.protocolTooOld, "protocol_too_old");
      return this.listeners.welcome(socket, welcome(awake.talk.view, parsed.frame));
    }
    if (!this.listeners.isWelcomed(socket)) {
      return reply({ type: "error", code: "invalid_request", message: "Begin with init.", param: "type" });
    }
    await take(awake, parsed, reply);
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    this.buckets.forget(socket);
    // 1005 and 1006 may be received and never sent.
    hangUp(socket, code === 1005 || code === 1006 ? 1000 : code, "");
    this.awake?.teller.changed();
  }

  async post(claims: SessionClaims, frames: unknown[]): Promise<boolean> {
    const awake = this.of(claims);
    if (!awake) return false;
    const reply = (answer: ServerFrame) => this.listeners.tellStreams(answer);
    for (const frame of frames) {
      const retryAfterMs = this.buckets.spend("post", this.services.now());
      if (retryAfterMs > 0) reply({ ...TOO_FAST, retryAfterMs });
      else await take(awake, readFrame(frame), reply);
    }
    return true;
  }

  async suspend(tenantId: TenantId): Promise<void> {
    if (this.awake?.store.birth.tenantId === tenantId) this.shut();
  }

  async tend(tenantId: TenantId): Promise<number | null> {
    const { awake } = this;
    if (!awake || awake.store.birth.tenantId !== tenantId) return null;
    if (awake.talk.over) return this.services.now() + WATCH_MS;
    await this.ctx.storage.deleteAlarm();
    await this.alarm();
    return this.ctx.storage.getAlarm();
  }

  async forget(tenantId: TenantId): Promise<void> {
    const { awake } = this;
    if (!awake || awake.store.birth.tenantId !== tenantId) return;
    const { store, talk, outbox } = awake;
    talk.stop();
    this.listeners.closeAll(VISITOR_CLOSE.unauthorised, "over");
    store.transaction(() => store.forget());
    await this.services.archive.delete(archiveKey(tenantId, store.birth.projectId, store.birth.conversationId));
    await outbox.drain();
    await this.arm(awake);
  }

  async erase(tenantId: TenantId): Promise<void> {
    const { awake } = this;
    if (awake && awake.store.birth.tenantId !== tenantId) return;
    awake?.talk.stop();
    this.listeners.closeAll(VISITOR_CLOSE.unauthorised, "over");
    this.awake = null;
    this.erased = awake?.store ?? null;
    await awake?.teller.close();
    await forgetAll(this.ctx);
  }

  override async alarm(): Promise<void> {
    const { awake } = this;
    if (!awake) return;
    const { store, talk, outbox } = awake;
    await outbox.drain();
    // A timer that is left behind would keep the object from sleeping.
    if (talk.over) await withTimeout(talk.over, ALARM_MS_MAX).catch(() => undefined);
    if (this.isOpen(store) || store.state === "erased") return this.arm(awake);
    this.listeners.closeAll(VISITOR_CLOSE.unauthorised, "over");
    // Nobody said anything: nothing is kept.
    if (store.head === 0) return this.erase(store.birth.tenantId);
    const again = await archive(store, this.services, () => outbox.drain());
    if (again !== null) await this.ctx.storage.setAlarm(again);
  }

  private wake(store: VisitStore): Awake {
    // Whatever runs in the rows runs nowhere: the object died meanwhile.
    for (const { shown, kept } of store.running()) {
      const message: VisitorMessage = { ...shown, state: "failed", error: DIED };
      store.write(message, { ...kept, text: hidden(shown.text, store.vault) });
      this.listeners.tell({ type: "message", message });
    }
    const services = () => this.services;
    const talk = new Talk({
      ...{ store, services },
      tell: (frame) => this.listeners.tell(frame),
      shut: () => this.shut(),
      tend: async (over) => {
        this.mark(store, this.services.now() + WATCH_MS);
        this.ctx.waitUntil(over.then(() => this.arm(awake)));
        await this.arm(awake);
      },
    });
    const outbox = new VisitOutbox(store, services);
    const { tenantId, conversationId } = store.birth;
    const tell = tellBoard(this.env, tenantId, "visit", conversationId);
    const teller = new Teller(this.ctx, () => ({ sockets: this.listeners.size, ...outbox.late }), tell);
    this.listeners.onChange = outbox.onLate = () => teller.changed();
    const awake = { store, talk, outbox, teller };
    teller.changed();
    this.ctx.waitUntil(this.arm(awake));
    return awake;
  }

  /** Where it cannot be marked it still has its alarm. */
  private mark({ birth }: VisitStore, dueAt: number): void {
    const { tenantId, conversationId, projectId } = birth;
    this.ctx.waitUntil(
      this.services.mark(tenantId, conversationId, projectId, dueAt).catch((error: unknown) => {
        log({ event: "visit.outbox_retry", level: "warn", tenantId, conversationId, ...errorFacts(error) });
      }),
    );
  }

  async stand(tenantId: TenantId): Promise<Told> {
    const { awake } = this;
    if (!awake || awake.store.birth.tenantId !== tenantId) return NOTHING;
    return { sockets: this.listeners.size, ...awake.outbox.late };
  }

  private shut(): void {
    this.awake?.talk.stop();
    this.listeners.closeAll(VISITOR_CLOSE.unavailable, "unavailable");
  }

  /** Sets the alarm for the outbox, the answer that runs, or the end. */
  private async arm({ store, talk, outbox }: Awake): Promise<void> {
    if (store === this.erased) return;
    const now = this.services.now();
    const ends = store.state === "open" || (store.state === "archived" && !store.isEmptied);
    const times = [
      // Postgres is told when the turn is over: a question and its answer together, and not while somebody waits.
      talk.over ? now + WATCH_MS : outbox.dueAt(now),
      ends ? Math.max(now, overAt(store)) : null,
    ].filter((time) => time !== null);
    if (times.length > 0) await this.ctx.storage.setAlarm(Math.min(...times));
  }

  private slowDown(socket: WebSocket, retryAfterMs: number): void {
    const times = (this.floods.get(socket) ?? 0) + 1;
    this.floods.set(socket, times);
    if (times > FLOOD_MAX) hangUp(socket, VISITOR_CLOSE.rateLimited, "rate_limited");
    else this.listeners.send(socket, { ...TOO_FAST, retryAfterMs });
  }

  private isOpen(store: VisitStore): boolean {
    return store.state === "open" && overAt(store) > this.services.now();
  }

  /** The conversation that the claims are for; null for another's, and for one that is over. */
  private of(claims: SessionClaims): Awake | null {
    const { awake } = this;
    return awake && isOf(awake.store, ownerOf(claims)) && this.isOpen(awake.store) ? awake : null;
  }
}
