/** A visitor's conversation as tests meet it: the object itself, over knowledge and models that do as the test says. */
import { env } from "cloudflare:workers";
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { vi } from "vitest";
import type { KeptConversation, KeptMessage } from "@/lib/assistant/kept";
import {
  type ServerFrame,
  VISITOR_PROTOCOL,
  VISITOR_SUBPROTOCOL,
  type VisitorFrame,
  type VisitorMessage,
} from "@/lib/assistant/protocol";
import { visitName, visitOf } from "@/lib/assistant/server/objects";
import type { TurnCall, VisitServices } from "@/lib/assistant/server/ports";
import { mintVisitorTicket, type SessionClaims } from "@/lib/assistant/server/session-token";
import { turnGuard } from "@/lib/assistant/server/turn-guard";
import type { FoundPassage, Retrieval } from "@/lib/knowledge/protocol";
import type { ChatRequest } from "@/lib/models/protocol";
import type { CallAnswer, CallOutcome } from "@/lib/models/server/call";
import {
  type ConversationId,
  type DocumentId,
  newId,
  type ProjectId,
  type TenantId,
  type VisitorId,
} from "@/lib/platform/ids";
import { newSettings } from "@/lib/projects/core/settings";
import type { ProjectFacts } from "@/lib/projects/protocol";
import type { MeterRefusal } from "@/lib/quotas/protocol";
import { registryOf } from "../outbox-registry";
import type { Visit } from "../visit";
import { worker } from "./room-client";
import { MODEL } from "./session-client";

export const bindings = env as unknown as RealtimeEnv;
export const ORIGIN = "http://parlor.test";
const HOUR_MS = 3_600_000;

export interface VisitScript {
  texts?: string[];
  /** Waits for this before the text at `waitAt`, or the last one. */
  wait?: Promise<void>;
  waitAt?: number;
  cut?: boolean;
  failed?: boolean;
  refused?: boolean;
}

export const DOCUMENT =
  "Returns\n\nYou can return every order within 30 days. The refund arrives within 5 days on your card. Shipping costs are not refunded.";

export class TestVisit {
  readonly tenantId = newId<TenantId>();
  readonly projectId = newId<ProjectId>();
  readonly visitorId = newId<VisitorId>();
  readonly conversationId = newId<ConversationId>();
  readonly documentId = newId<DocumentId>();
  readonly asked: ChatRequest[] = [];
  readonly searched: string[] = [];
  readonly projected: { conversation: KeptConversation; messages: KeptMessage[] }[] = [];
  readonly archived = new Map<string, string>();
  /** Answers the calls in order; the last one goes on answering. */
  scripts: VisitScript[] = [{ texts: ["You can", " return it", " within 30", " days [1]."] }];
  facts: Partial<ProjectFacts> = {};
  confidence = 0.9;
  model = MODEL;
  postgresIsAway = false;
  /** Each delta of the model is one of the conversation. */
  joinMs = 0;
  /** Moves the object's clock. */
  laterMs = 0;
  aborted = 0;

  get rpc() {
    return visitOf(bindings, this.tenantId, this.conversationId);
  }

  get stub(): DurableObjectStub {
    return bindings.VISIT.getByName(visitName(this.tenantId, this.conversationId));
  }

  get claims(): SessionClaims {
    const { tenantId, projectId, conversationId, visitorId } = this;
    return { tenant: tenantId, project: projectId, conversation: conversationId, visitor: visitorId, anonymous: true };
  }

  get passage(): FoundPassage {
    const text = DOCUMENT.slice(9);
    return {
      ...{ documentId: this.documentId, version: 1, title: "Returns", url: "https://shop.example/returns" },
      ...{ headings: ["Returns"], text, start: 9, end: DOCUMENT.length, score: 1, ranks: { words: 1, vectors: null } },
    };
  }

  async enter(): Promise<this> {
    await this.connect();
    const { tenantId, projectId, conversationId, visitorId } = this;
    const birth = { tenantId, projectId, conversationId, visitorId, name: "Ada", anonymous: false };
    const entered = await this.rpc.enter({ ...birth, language: "en", page: null });
    if (entered.status !== "open") throw new Error("over");
    return this;
  }

  /** Puts the test's own knowledge and models in place; after an eviction again. */
  async connect(): Promise<void> {
    await runInDurableObject(this.stub, (instance) => {
      (instance as Visit).services = this.services();
    });
  }

  /** Ends the object at once, whatever it is doing. */
  async kill(): Promise<void> {
    await runInDurableObject(this.stub, (_instance, state) => state.abort("killed by the test")).catch(() => undefined);
    await this.connect();
  }

  ring(): Promise<boolean> {
    return runDurableObjectAlarm(this.stub);
  }

  async open(since = 0, at?: { seq: number; length: number }): Promise<Panel> {
    const panel = await Panel.open(this.conversationId, await this.ticket());
    panel.send({ type: "init", v: VISITOR_PROTOCOL, since, ...(at ? { at } : {}) });
    await panel.until(({ type }) => type === "ready");
    return panel;
  }

  ticket(claims: SessionClaims = this.claims): Promise<string> {
    return mintVisitorTicket(bindings.TICKET_SECRET, claims, Date.now());
  }

  sql(query: string): Promise<SqlStorageValue[][]> {
    return runInDurableObject(this.stub, (_instance, state) => [...state.storage.sql.exec(query).raw()]);
  }

  async messages(): Promise<VisitorMessage[]> {
    return (await this.sql("SELECT shown FROM messages ORDER BY seq")).map(
      ([shown]) => JSON.parse(String(shown)) as VisitorMessage,
    );
  }

  moveOn(ms = HOUR_MS): void {
    this.laterMs += ms;
  }

  services(): VisitServices {
    const settings = { ...newSettings([]), name: "Shop", paused: false };
    return {
      now: () => Date.now() + this.laterMs,
      guard: turnGuard(),
      joinMs: this.joinMs,
      confidenceMin: 0.5,
      facts: async () => ({
        ...{ ...settings, tenantId: this.tenantId, id: this.projectId, version: 1, tenantActive: true, secrets: [] },
        ...this.facts,
      }),
      knowledge: () => ({
        search: async (query): Promise<Retrieval> => {
          this.searched.push(query);
          return { passages: [this.passage], confidence: this.confidence, method: "words", ms: 1 };
        },
      }),
      models: async () => ({
        house: "Be kind.",
        route: () => ({ status: "planned", route: { chain: [this.model], reason: "test" } }),
        call: (ask) => this.call(ask),
      }),
      project: async (_tenant, conversation, messages) => {
        if (this.postgresIsAway) throw new Error("away");
        this.projected.push({ conversation, messages: [...messages] });
      },
      mark: (tenantId, conversationId, projectId, dueAt) =>
        registryOf(bindings, tenantId).markVisit(tenantId, conversationId, projectId, dueAt),
      archive: {
        put: async (key, json) => void this.archived.set(key, json),
        delete: async (key) => void this.archived.delete(key),
      },
    };
  }

  private async call({ request, signal }: TurnCall): Promise<CallAnswer | MeterRefusal> {
    const script = (this.scripts.length > 1 ? this.scripts.shift() : this.scripts[0]) ?? {};
    this.asked.push(request);
    if (script.refused) return { status: "refused", code: "quota_exceeded", message: "No more this month." };
    const usage = { promptTokens: 1, completionTokens: 1, cachedTokens: 0, reasoningTokens: 0, estimated: false };
    const outcome: CallOutcome = {
      ...{ end: script.cut ? "cut" : "ok", model: this.model, usage, cost: 0 },
      ...{ firstTokenMs: 1, totalMs: 2, attempts: [] },
    };
    if (script.failed) {
      const failure = { code: "provider_unavailable", message: "Nobody answers.", param: null, retryAfterMs: null };
      return { status: "failed", failure: { status: 503, ...failure }, outcome };
    }
    const stream = new TransformStream<Uint8Array, Uint8Array>();
    const over = this.write(stream.writable, script, signal);
    return { status: "stream", model: this.model, body: stream.readable, over: over.then(() => outcome) };
  }

  private async write(writable: WritableStream<Uint8Array>, script: VisitScript, signal: AbortSignal): Promise<void> {
    const { texts = [], wait, waitAt = texts.length - 1, cut } = script;
    const writer = writable.getWriter();
    const tell = (value: object) =>
      writer.write(new TextEncoder().encode(`data: ${JSON.stringify(value)}\n\n`)).catch(() => undefined);
    const delta = (what: object, finish: string | null = null) =>
      tell({ choices: [{ index: 0, delta: what, logprobs: null, finish_reason: finish }] });
    const stopped = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    signal.addEventListener("abort", () => void this.aborted++);
    for (const [at, content] of texts.entries()) {
      if (at === waitAt && wait) await Promise.race([wait, stopped]);
      if (signal.aborted) break;
      await delta({ content });
    }
    if (cut) await tell({ error: { code: "provider_cut", message: "The provider stopped." } });
    else await delta({}, "stop");
    await writer.close().catch(() => undefined);
  }
}

/** A socket, and everything that came over it. Folds frames as a panel does. */
export class Panel {
  readonly frames: ServerFrame[] = [];
  readonly messages = new Map<number, VisitorMessage>();
  closed: { code: number; reason: string } | null = null;
  /** After so many deltas nothing more arrives. */
  deltasMax = Infinity;
  private cut = false;
  private readonly socket: WebSocket;

  static async open(conversation: string, ticket: string, headers: Record<string, string> = {}): Promise<Panel> {
    const answer = await upgrade(conversation, ticket, headers);
    if (!answer.webSocket) throw new Error(`refused: ${answer.status}`);
    return new Panel(answer.webSocket);
  }

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.accept();
    socket.addEventListener("message", ({ data }) => this.take(JSON.parse(String(data)) as ServerFrame));
    socket.addEventListener("close", ({ code, reason }) => {
      this.closed = { code, reason };
    });
  }

  get texts(): string[] {
    return [...this.messages.values()].toSorted((a, b) => a.seq - b.seq).map(({ text }) => text);
  }

  send(frame: VisitorFrame | string): void {
    this.socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  ask(text: string, id: string = crypto.randomUUID()): string {
    this.send({ type: "message", id, text });
    return id;
  }

  close(): void {
    this.socket.close(1000, "");
  }

  /** Waits for a frame after those that were waited for before. */
  async until(match: (frame: ServerFrame) => boolean): Promise<ServerFrame> {
    return vi.waitFor(
      () => {
        const found = this.frames.find(match);
        if (!found) throw new Error(`not yet: ${JSON.stringify(this.frames.at(-1))} ${JSON.stringify(this.closed)}`);
        return found;
      },
      { timeout: 10_000, interval: 5 },
    );
  }

  /** Until the newest answer is over. */
  async answered(seq: number): Promise<VisitorMessage> {
    return vi.waitFor(
      () => {
        const message = this.messages.get(seq);
        if (!message || message.state === "running") throw new Error(`not yet: ${JSON.stringify(this.frames.at(-1))}`);
        return message;
      },
      { timeout: 10_000, interval: 5 },
    );
  }

  take(frame: ServerFrame): void {
    const deltas = this.frames.filter(({ type }) => type === "delta").length;
    this.cut ||= frame.type === "delta" && deltas >= this.deltasMax;
    if (this.cut) return;
    this.frames.push(frame);
    if (frame.type === "ready" || frame.type === "history") {
      for (const message of frame.messages) this.messages.set(message.seq, message);
    } else if (frame.type === "message") this.messages.set(frame.message.seq, frame.message);
    else if (frame.type === "delta") {
      const message = this.messages.get(frame.seq);
      if (!message) throw new Error(`A delta for nothing: ${frame.seq}`);
      if (frame.at !== message.text.length) throw new Error(`A delta at ${frame.at} of ${message.text.length}`);
      this.messages.set(frame.seq, { ...message, text: message.text + frame.text });
    }
  }
}

export function upgrade(conversation: string, ticket: string, headers: Record<string, string> = {}): Promise<Response> {
  return worker.fetch(`${ORIGIN}/socket/${conversation}?v=${VISITOR_PROTOCOL}`, {
    headers: {
      upgrade: "websocket",
      origin: ORIGIN,
      "sec-websocket-protocol": `${VISITOR_SUBPROTOCOL}, ticket.${ticket}`,
      ...headers,
    },
  });
}
