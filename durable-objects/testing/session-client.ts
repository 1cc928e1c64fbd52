/** A session as tests meet it: the object itself, over models and tools that do as the test says. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import type { ProjectedSession } from "@/db/queries/sessions";
import type { ChatRequest, WireToolCall } from "@/lib/models/protocol";
import type { CallAnswer, CallOutcome, ModelEntry } from "@/lib/models/server/call";
import { newId, type KeyId, type SessionId, type TenantId } from "@/lib/platform/ids";
import type { CallEnd, MeterRefusal } from "@/lib/quotas/protocol";
import type { SessionMessage, SessionPost } from "@/lib/sessions/protocol";
import { type Caller, conversationOf, type SessionBirth } from "@/lib/sessions/server/objects";
import type { MeteredAsk, SessionServices } from "@/lib/sessions/server/ports";
import type { Conversation } from "../conversation";
import { registryOf } from "../outbox-registry";

const bindings = env as unknown as RealtimeEnv;

const USAGE = { promptTokens: 10, completionTokens: 5, cachedTokens: 0, reasoningTokens: 0, estimated: false };
export const MODEL: ModelEntry = {
  id: "test/large",
  provider: "test",
  upstream: "large",
  size: "large",
  kind: "chat",
  contextTokens: 8_000,
  outputTokensMax: 1_000,
  tools: true,
  thinking: [],
  price: { version: "1", prompt: 0, cachedPrompt: 0, completion: 0 },
};

/** What a call of the model does, step by step. */
export interface Script {
  texts?: string[];
  calls?: WireToolCall[];
  /** Waits for this between the texts. */
  wait?: Promise<void>;
  end?: CallEnd;
  refused?: MeterRefusal;
  failed?: boolean;
}

/** Everything around one session. */
export class TestSession {
  readonly tenantId = newId<TenantId>();
  readonly sessionId = newId<SessionId>();
  readonly keyId = newId<KeyId>();
  /** What models were asked, in order. */
  readonly asked: ChatRequest[] = [];
  readonly projected: { session: ProjectedSession; messages: SessionMessage[] }[] = [];
  /** Answers the calls in order; the last one goes on answering. */
  scripts: Script[] = [{ texts: ["Hello", " there."] }];
  model = MODEL;
  tools: (call: WireToolCall) => Promise<string> = async () => "{}";
  toolNames: string[] = [];
  postgresIsAway = false;
  aborted = 0;

  get rpc() {
    return conversationOf(bindings, this.tenantId, this.sessionId);
  }

  get stub(): DurableObjectStub {
    return bindings.CONVERSATION.getByName(`t:${this.tenantId}:conv:${this.sessionId}`);
  }

  get caller(): Caller {
    const { tenantId, keyId } = this;
    const key = { keyId, secretHash: "h", scopes: ["chat", "sessions"], models: null, tools: null } as const;
    const policy = { version: 1, status: "active", tier: "pro", systemPrompt: "Be brief.", zone: "UTC" } as const;
    return { proof: { tenantId, keyId, secretHash: "h" }, key, policy } as unknown as Caller;
  }

  birth(over: Partial<SessionBirth["settings"]> = {}): SessionBirth {
    const settings = { title: "", model: null, instructions: "", user: null, metadata: {}, tools: [], ...over };
    const { tenantId, sessionId, keyId } = this;
    return { tenantId, sessionId, keyId, settings, createdAt: 1_700_000_000_000, bodyHash: "birth" };
  }

  /** Puts the test's own models and tools in place; after an eviction again. */
  async connect(): Promise<void> {
    await runInDurableObject(this.stub, (instance) => {
      (instance as Conversation).services = this.services();
    });
  }

  async create(over: Partial<SessionBirth["settings"]> = {}): Promise<this> {
    await this.connect();
    const made = await this.rpc.create(this.birth(over));
    if (made.status !== "done") throw new Error(made.message);
    return this;
  }

  post(post: Partial<SessionPost> & { content: string }, idempotencyKey: string | null = null) {
    const ask = { caller: this.caller, requestId: newId(), post, idempotencyKey, bodyHash: JSON.stringify(post) };
    return this.rpc.post(this.tenantId, ask);
  }

  async messages(): Promise<SessionMessage[]> {
    const page = await this.rpc.messages(this.tenantId, { limit: 200 });
    if (page.status !== "done") throw new Error(page.message);
    return page.messages;
  }

  sql(query: string): Promise<SqlStorageValue[][]> {
    return runInDurableObject(this.stub, (_instance, state) => [...state.storage.sql.exec(query).raw()]);
  }

  private services(): SessionServices {
    return {
      models: () => ({
        route: async () => ({ status: "planned", route: { chain: [this.model], reason: "test" } }),
        call: (ask) => this.call(ask),
      }),
      tools: async (_caller, _session, names) =>
        names.includes("missing")
          ? { status: "refused", message: "No such tool." }
          : {
              status: "ready",
              tools: {
                definitions: names.map((name) => ({ type: "function" as const, function: { name } })),
                run: (call) => this.tools(call),
              },
            },
      markDirty: (tenantId, sessionId) => registryOf(bindings, tenantId).markSession(tenantId, sessionId),
      project: async (_tenant, session, messages) => {
        if (this.postgresIsAway) throw new Error("away");
        this.projected.push({ session, messages: [...messages] });
      },
    };
  }

  private async call({ request, signal, onReserved }: MeteredAsk): Promise<CallAnswer | MeterRefusal> {
    const script = this.scripts.length > 1 ? this.scripts.shift() : this.scripts[0];
    const { texts = [], calls = [], wait, end = "ok", refused, failed } = script ?? {};
    this.asked.push(request);
    if (refused) return refused;
    onReserved({ requests: null, tokens: null });
    const outcome: CallOutcome = {
      end,
      model: this.model,
      usage: USAGE,
      cost: 0,
      firstTokenMs: 1,
      totalMs: 2,
      attempts: [],
    };
    if (failed) {
      const failure = { status: 503 as const, code: "provider_unavailable", message: "Nobody answers." };
      return { status: "failed", failure: { ...failure, param: null, retryAfterMs: 1_000 }, outcome };
    }
    const stream = new TransformStream<Uint8Array, Uint8Array>();
    const over = this.write(stream.writable, { texts, calls, wait, end }, signal);
    return { status: "stream", model: this.model, body: stream.readable, over: over.then(() => outcome) };
  }

  private async write(
    writable: WritableStream<Uint8Array>,
    { texts, calls, wait, end }: { texts: string[]; calls: WireToolCall[]; wait?: Promise<void>; end: CallEnd },
    signal: AbortSignal,
  ): Promise<void> {
    const writer = writable.getWriter();
    const tell = (value: object) => writer.write(new TextEncoder().encode(`data: ${JSON.stringify(value)}\n\n`));
    const delta = (what: object, finish: string | null = null) =>
      tell({ choices: [{ index: 0, delta: what, logprobs: null, finish_reason: finish }] });
    signal.addEventListener("abort", () => void this.aborted++);
    await delta({ role: "assistant", content: "" });
    for (const [at, content] of texts.entries()) {
      if (at === texts.length - 1 && wait) await Promise.race([wait, aborted(signal)]);
      if (signal.aborted) break;
      await delta({ content });
    }
    if (calls.length > 0) await delta({ tool_calls: calls.map((call, index) => ({ index, ...call })) });
    if (end === "ok") await delta({}, calls.length > 0 ? "tool_calls" : "stop");
    else await tell({ error: { code: "provider_cut", message: "The provider stopped." } });
    await writer.close().catch(() => undefined);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

/** A promise that the test resolves. */
export function latch(): { wait: Promise<void>; open(): void } {
  let open = () => undefined as void;
  const wait = new Promise<void>((resolve) => (open = resolve));
  return { wait, open };
}
