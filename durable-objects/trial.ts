import { DurableObject } from "cloudflare:workers";
import { readFrame } from "@/lib/assistant/core/parse-frame";
import type { ServerFrame, VisitorMessage } from "@/lib/assistant/protocol";
import type { VisitServices } from "@/lib/assistant/server/ports";
import type { TrialRpc } from "@/lib/playground/server/objects";
import { Probe } from "@/lib/playground/server/probe";
import { type Examined, PLAYGROUND_TAG, type TrialAsk, type TrialEvent } from "@/lib/playground/protocol";
import type { ConversationId, TenantId, VisitorId } from "@/lib/platform/ids";
import { forgetAll } from "./sockets";
import { visitServices } from "./visit/services";
import { VisitStore } from "./visit/store";
import { Talk } from "./visit/talk";

/** After its last question a test conversation is forgotten. */
const KEPT_MS = 3_600_000;
const SSE_HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store, no-transform",
  "x-content-type-options": "nosniff",
  "x-accel-buffering": "no",
};

type Tell = (event: TrialEvent) => void;

/**
 * A conversation of an administrator who tries an assistant out: the same talk over the same models, knowledge and guard as
 * a visitor's, watched. It goes to no list, no report and no archive.
 */
export class Trial extends DurableObject<RealtimeEnv> implements TrialRpc {
  /** Tests put others in its place. */
  services: VisitServices;
  private talk: Talk | null = null;
  private probe: Probe | null = null;
  private tell: Tell = () => undefined;
  private running: Promise<void> | null = null;

  constructor(ctx: DurableObjectState, env: RealtimeEnv) {
    super(ctx, env);
    this.services = visitServices(env, (work) => ctx.waitUntil(work), [PLAYGROUND_TAG]);
  }

  override async fetch(request: Request): Promise<Response> {
    const ask: TrialAsk = await request.json();
    const encoder = new TextEncoder();
    const body = new ReadableStream({
      type: "bytes",
      start: (controller) => {
        let open = true;
        const tell: Tell = (event) => {
          if (open) controller.enqueue(encoder.encode(`data: ${JSON.stringify(event)}\n\n`));
        };
        const turn = this.ask(ask, tell).finally(() => {
          if (open) controller.close();
          open = false;
        });
        this.ctx.waitUntil(turn);
      },
      // Whoever asked has gone, or has read enough.
      cancel: () => this.talk?.stop(),
    });
    return new Response(body, { headers: SSE_HEADERS });
  }

  async examine(ask: TrialAsk): Promise<Examined> {
    const seen: { answer?: VisitorMessage; end?: Examined } = {};
    await this.ask(ask, (event) => {
      if (event.type === "message" && event.message.role === "assistant") seen.answer = event.message;
      if (event.type === "error") seen.end = { status: "refused", code: event.code, message: event.message };
      if (event.type === "dissected" && seen.answer) {
        const { text, citations } = seen.answer;
        seen.end = { status: "answered", text, citations, dissection: event.dissection };
      }
    });
    await forgetAll(this.ctx);
    return seen.end ?? { status: "refused", code: "internal", message: "The question came to nothing." };
  }

  async forget(tenantId: TenantId): Promise<void> {
    const store = VisitStore.find(this.ctx.storage);
    if (store && store.birth.tenantId !== tenantId) return;
    this.talk?.stop();
    await this.running;
    this.talk = null;
    await forgetAll(this.ctx);
  }

  override async alarm(): Promise<void> {
    await this.running;
    this.talk = null;
    await forgetAll(this.ctx);
  }

  /** One question at a time. Never rejects. */
  private async ask(ask: TrialAsk, tell: Tell): Promise<void> {
    if (this.running) {
      return tell({ type: "error", code: "conflict", message: "The assistant is still answering.", id: ask.id });
    }
    this.running = this.answer(ask, tell)
      .catch(() => tell({ type: "error", code: "internal", message: "The answer broke off.", id: ask.id }))
      .finally(() => {
        this.running = null;
      });
    await this.running;
  }

  private async answer(ask: TrialAsk, tell: Tell): Promise<void> {
    const store = this.storeFor(ask);
    const parsed = readFrame({ type: "message", id: ask.id, text: ask.text });
    if (!store || !parsed.ok || parsed.frame.type !== "message") {
      return tell(parsed.ok ? { type: "error", code: "not_found", message: "There is no such test." } : parsed.error);
    }
    const probe = new Probe(this.services, ask);
    this.probe = probe;
    this.tell = tell;
    const talk = (this.talk ??= this.begin(store));
    const before = store.head;
    await talk.act(parsed.frame, tell);
    await talk.over;
    await this.ctx.storage.setAlarm(this.services.now() + KEPT_MS);
    const [question, answer] = store.after(before);
    if (!question || !answer?.kept.trace) return;
    const { seq } = answer.shown;
    const dissection = await probe.dissect(question.kept.text, answer.shown, answer.kept.trace);
    tell({ type: "dissected", seq, dissection });
  }

  private begin(store: VisitStore): Talk {
    return new Talk({
      store,
      services: () => this.probe?.services ?? this.services,
      tell: (frame: ServerFrame) => this.tell(frame),
      // The frame that says why goes to whoever asked.
      shut: () => undefined,
      tend: async () => undefined,
    });
  }

  /** Null: the conversation is about something else. */
  private storeFor({ tenantId, projectId, person, conversation, language }: TrialAsk): VisitStore | null {
    const { storage } = this.ctx;
    const known = VisitStore.find(storage);
    if (known) return known.birth.tenantId === tenantId && known.birth.projectId === projectId ? known : null;
    const who = { conversationId: conversation as ConversationId, visitorId: person as string as VisitorId };
    const birth = { ...{ tenantId, projectId, language }, ...who, name: null, anonymous: true, page: null };
    return VisitStore.bear(storage, birth, this.services.now());
  }
}
