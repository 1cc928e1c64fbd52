import { DurableObject } from "cloudflare:workers";
import type { TenantId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import { withTimeout } from "@/lib/platform/with-timeout";
import type { Done, Erasable } from "@/lib/rooms/server/objects";
import { type Admission, admitTurn } from "@/lib/sessions/core/admission";
import { eventsOf } from "@/lib/sessions/core/chunks";
import type {
  ApprovedCall,
  ConversationRpc,
  PostAnswer,
  PostAsk,
  SessionBirth,
  SessionNote,
} from "@/lib/sessions/server/objects";
import type { SessionServices } from "@/lib/sessions/server/ports";
import { Teller, tellBoard } from "./board/teller";
import { NO_SESSION } from "./conversation/failures";
import { SessionOutbox } from "./conversation/outbox";
import { sessionServices } from "./conversation/services";
import { SessionStore } from "./conversation/store";
import { LiveTurn, type TurnEnd } from "./conversation/turn";
import { endEarly } from "./conversation/turn-log";
import { addWaiting, type Waiting } from "./conversation/waiting";
import { forgetAll } from "./sockets";

/** While a turn runs the alarm keeps the object, and finds what it left open should it die. */
const WATCH_MS = 10_000;
const ALARM_MS_MAX = 600_000;
/** How long the making and the deletion of a session wait for Postgres, so that lists are right at once. */
const LIST_WAIT_MS = 3_000;
/** The tenant's registry hears of a session with something to do at most this often. */
const MARK_EVERY_MS = 300_000;
const DIED = { code: "aborted", message: "The answer was interrupted." };
const DIED_END: TurnEnd = { kind: "failed", failure: { ...DIED, status: 502, param: null, retryAfterMs: null } };

/** One AI session: its turns, memory and running answer. Plumbing around conversation/. */
export class Conversation extends DurableObject<RealtimeEnv> implements ConversationRpc, Erasable {
  /** Tests put others in its place. */
  services: SessionServices;
  private store: SessionStore | null;
  private outbox: SessionOutbox | null = null;
  private teller: Teller | null = null;
  private live: LiveTurn | null = null;
  private markedAt = 0;

  constructor(ctx: DurableObjectState, env: RealtimeEnv) {
    super(ctx, env);
    this.services = sessionServices(env, (work) => ctx.waitUntil(work));
    this.store = SessionStore.find(ctx.storage);
    if (this.store) this.wake(this.store);
  }

  async create(birth: SessionBirth): ReturnType<ConversationRpc["create"]> {
    const repeated = this.store !== null;
    const store = (this.store ??= SessionStore.bear(this.ctx.storage, birth));
    if (store.birth.tenantId !== birth.tenantId) return NO_SESSION;
    if (store.isDeleted) return { status: "refused", code: "gone", message: "This session was deleted." };
    if (store.birth.bodyHash !== birth.bodyHash) {
      return { status: "refused", code: "conflict", message: "This Idempotency-Key was used with another body." };
    }
    await this.reachLists(store);
    return { status: "done", session: store.view, repeated };
  }

  async read(tenantId: TenantId): ReturnType<ConversationRpc["read"]> {
    const store = this.of(tenantId);
    return store ? { status: "done", session: store.view, keyId: store.birth.keyId } : NO_SESSION;
  }

  async delete(tenantId: TenantId): ReturnType<ConversationRpc["delete"]> {
    const store = this.of(tenantId);
    if (!store) return NO_SESSION;
    this.endTurn();
    store.transaction(() => store.forget(Date.now()));
    await this.reachLists(store);
    return { status: "done" };
  }

  async reset(tenantId: TenantId): ReturnType<ConversationRpc["reset"]> {
    const store = this.of(tenantId);
    if (!store) return NO_SESSION;
    this.endTurn();
    store.transaction(() => store.reset(Date.now()));
    await this.arm(store);
    return { status: "done", session: store.view };
  }

  async messages(
    tenantId: TenantId,
    { before, after, limit }: Parameters<ConversationRpc["messages"]>[1],
  ): ReturnType<ConversationRpc["messages"]> {
    const store = this.of(tenantId);
    if (!store) return NO_SESSION;
    if (after !== undefined) {
      const rows = store.after(after, limit + 1);
      return { status: "done", messages: rows.slice(0, limit), hasMore: rows.length > limit };
    }
    const rows = store.before(before ?? store.head + 1, limit + 1);
    return { status: "done", messages: rows.slice(-limit), hasMore: rows.length > limit };
  }

  async post(tenantId: TenantId, ask: PostAsk): Promise<PostAnswer> {
    const store = this.of(tenantId);
    if (!store) return NO_SESSION;
    const verdict = this.admit(store, ask);
    if (verdict.kind === "refused") {
      const { kind: _kind, ...refusal } = verdict;
      return { status: "refused", ...refusal };
    }
    const live = verdict.kind === "begin" ? this.start(store, ask) : this.live;
    const withUsage = ask.post.stream_options?.include_usage ?? false;
    if (!live || (verdict.kind === "repeat" && verdict.turn !== live.turn)) {
      const known = verdict.kind === "repeat" ? store.turns.answerOf(verdict.turn) : null;
      return told(known === null ? DIED_END : (JSON.parse(known) as TurnEnd), ask.post.stream ?? false, withUsage);
    }
    if (!ask.post.stream) return told(await live.over, false, false);
    const early = await live.begun;
    if (early) return told(early, false, false);
    return { status: "stream", body: live.feed.attach(withUsage), facts: live.facts };
  }

  async note(tenantId: TenantId, note: SessionNote): Promise<Done> {
    return this.add(tenantId, note.id, { kind: "note", note });
  }

  async approved(tenantId: TenantId, call: ApprovedCall): Promise<Done> {
    return this.add(tenantId, call.runId, { kind: "approved", call });
  }

  async flush(tenantId: TenantId): Promise<boolean> {
    const { store } = this;
    if (!store || store.birth.tenantId !== tenantId) return true;
    await this.reachLists(store);
    return this.live === null && this.outboxOf(store).dueAt(Date.now()) === null;
  }

  async erase(tenantId: TenantId): Promise<void> {
    if (this.store && this.store.birth.tenantId !== tenantId) return;
    this.endTurn();
    this.store = null;
    this.outbox = null;
    await this.teller?.close();
    await forgetAll(this.ctx);
  }

  override async alarm(): Promise<void> {
    if (!this.store) return;
    await this.outbox?.drain();
    // A timer that is left behind would keep the object from sleeping.
    if (this.live) await withTimeout(this.live.over, ALARM_MS_MAX).catch(() => undefined);
    await this.arm(this.store);
  }

  private async add(tenantId: TenantId, id: string, waiting: Waiting): Promise<Done> {
    const store = this.of(tenantId);
    if (!store) return NO_SESSION;
    store.transaction(() => {
      store.keepWaiting(id, JSON.stringify(waiting));
      if (!this.live) addWaiting(store, Date.now());
    });
    await this.arm(store);
    return { status: "done" };
  }

  private admit(store: SessionStore, ask: PostAsk): Admission {
    const { idempotencyKey: key, bodyHash } = ask;
    const running = this.live;
    // A turn that has written nothing yet is known by its ask alone.
    const same = key !== null && running?.ask.idempotencyKey === key ? running : null;
    const known = same ? { turn: same.turn, bodyHash: same.ask.bodyHash } : key === null ? null : store.turns.of(key);
    return admitTurn({ running: running !== null, count: store.count, known, bodyHash });
  }

  private start(store: SessionStore, ask: PostAsk): LiveTurn {
    const { caller, post, requestId } = ask;
    const session = store.view;
    const names = post.tools ?? session.tools;
    const live = new LiveTurn({
      store,
      ask,
      models: this.services.models(caller, session),
      tools: () => this.services.tools(caller, session, names, requestId),
      system: [caller.policy.systemPrompt, session.instructions].filter((text) => text !== "").join("\n\n"),
      now: () => Date.now(),
    });
    this.live = live;
    this.ctx.waitUntil(this.tend(store, live));
    return live;
  }

  /** What follows a turn. */
  private async tend(store: SessionStore, live: LiveTurn): Promise<void> {
    await this.arm(store);
    await live.over;
    if (this.live !== live) return;
    this.live = null;
    store.transaction(() => addWaiting(store, Date.now()));
    await this.arm(store);
  }

  private endTurn(): void {
    this.live?.leave();
    this.live = null;
  }

  private wake(store: SessionStore): void {
    // Whatever runs in the rows runs nowhere: the object died meanwhile.
    for (const turn of store.turns.running()) endEarly(store, turn, DIED, JSON.stringify(DIED_END));
    store.transaction(() => addWaiting(store, Date.now()));
    this.ctx.waitUntil(this.arm(store));
  }

  private outboxOf(store: SessionStore): SessionOutbox {
    if (this.outbox) return this.outbox;
    const outbox = new SessionOutbox(store, (...batch) => this.services.project(...batch));
    const { tenantId, sessionId } = store.birth;
    const tell = tellBoard(this.env, tenantId, "session", sessionId);
    const teller = new Teller(this.ctx, () => ({ sockets: 0, ...outbox.late }), tell);
    outbox.onLate = () => teller.changed();
    this.teller = teller;
    this.outbox = outbox;
    return outbox;
  }

  /** Sets the alarm for the outbox or for the turn that runs. */
  private async arm(store: SessionStore): Promise<void> {
    const now = Date.now();
    const due = this.outboxOf(store).dueAt(now);
    const watch = this.live ? now + WATCH_MS : null;
    if (due === null && watch === null) return;
    this.register(store, now);
    await this.ctx.storage.setAlarm(Math.min(due ?? Infinity, watch ?? Infinity));
  }

  /** An alarm that is given up on is found again by the minute's round. */
  private register({ birth: { tenantId, sessionId } }: SessionStore, now: number): void {
    if (now - this.markedAt < MARK_EVERY_MS) return;
    this.markedAt = now;
    this.ctx.waitUntil(
      this.services.markDirty(tenantId, sessionId).catch((error: unknown) => {
        this.markedAt = 0;
        log({ event: "session.outbox_retry", level: "warn", sessionId, ...errorFacts(error) });
      }),
    );
  }

  /** Lists come from Postgres: this waits until it knows, for a while. */
  private async reachLists(store: SessionStore): Promise<void> {
    await this.arm(store);
    await withTimeout(this.outboxOf(store).drain(), LIST_WAIT_MS).catch(() => undefined);
  }

  private of(tenantId: TenantId): SessionStore | null {
    const { store } = this;
    return store && !store.isDeleted && store.birth.tenantId === tenantId ? store : null;
  }
}

function told(end: TurnEnd, stream: boolean, withUsage: boolean): PostAnswer {
  if (end.kind === "refused") return { ...end.refusal, status: "refused" };
  if (end.kind === "failed") return { status: "failed", failure: end.failure };
  const { answer, facts } = end;
  if (!stream) return { status: "answer", answer, facts };
  const bytes = new TextEncoder().encode(eventsOf(answer, withUsage).join(""));
  return { status: "stream", body: new Blob([bytes]).stream(), facts };
}
