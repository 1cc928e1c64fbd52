import { addUsage, NO_USAGE, wireUsage } from "@/lib/models/core/tokens";
import type { ChatRequest, FinishReason, WireToolCall } from "@/lib/models/protocol";
import type { CallAnswer, CallFailure, CallOutcome, RouteDecision } from "@/lib/models/server/call";
import { errorFacts, log } from "@/lib/platform/log";
import type { LimitView, MeterRefusal } from "@/lib/quotas/protocol";
import { AnswerFold } from "@/lib/sessions/core/answer-fold";
import { budgetOf, toolTokens } from "@/lib/sessions/core/context";
import { cleanText } from "@/lib/sessions/core/text";
import { SESSION_LIMITS, type SessionAnswer } from "@/lib/sessions/protocol";
import type { AnswerFacts, PostAsk } from "@/lib/sessions/server/objects";
import type { SessionModels, ToolsAnswer, TurnTools } from "@/lib/sessions/server/ports";
import { BROKEN, cutShort, tooLong, unknownTool } from "./failures";
import { Feed } from "./feed";
import { readEvents, remember } from "./memory";
import type { SessionStore } from "./store";
import { TurnLog } from "./turn-log";

/** Calls of one step that are made; a model that asks for more is told so. */
const CALLS_MAX = 16;
const TOO_MANY = JSON.stringify({ status: "failed", result: { error: "Too many calls at once." } });

/** Why there is no answer. */
export type NoAnswer = { kind: "failed"; failure: CallFailure } | { kind: "refused"; refusal: MeterRefusal };
/** How a turn ended, as it is remembered and as a repeat is told. */
export type TurnEnd = { kind: "answer"; answer: SessionAnswer; facts: AnswerFacts | null } | NoAnswer;

interface Parts {
  store: SessionStore;
  models: SessionModels;
  tools(): Promise<ToolsAnswer>;
  ask: PostAsk;
  system: string;
  now(): number;
}

type Step = { kind: "said"; calls: WireToolCall[]; finish: FinishReason } | NoAnswer;
type Ready = { kind: "ready"; request: ChatRequest; route: RouteDecision };

/**
 * One question and everything until its answer: model calls, and the tools they ask for between them. It runs on whether
 * anybody listens or not. The question is written once the Meter lets the first call through, before a model is asked.
 */
export class LiveTurn {
  readonly feed: Feed;
  readonly ask: PostAsk;
  /** What is to be said before the first word; null once the answer has begun. Never rejects. */
  readonly begun: Promise<NoAnswer | null>;
  /** Never rejects. */
  readonly over: Promise<TurnEnd>;
  facts: AnswerFacts | null = null;
  private readonly parts: Parts;
  private readonly rows: TurnLog;
  private readonly stop = new AbortController();
  private readonly created: number;
  private begin: (end: NoAnswer | null) => void = () => undefined;
  private tools: TurnTools = { definitions: [], run: async () => "" };
  private limits: LimitView | null = null;
  private usage = NO_USAGE;
  private toolsOffered = false;
  private left = false;

  constructor(parts: Parts) {
    const { ask, store, now } = parts;
    this.parts = parts;
    this.ask = ask;
    this.rows = new TurnLog(store, ask, now);
    this.created = Math.floor(now() / 1000);
    const model = ask.post.model ?? store.settings.model ?? "auto";
    this.feed = new Feed({ id: this.id, created: this.created, model }, ask.requestId);
    this.begun = new Promise((resolve) => (this.begin = resolve));
    this.over = this.run()
      .catch((error: unknown) => this.broken(error))
      .then((end) => {
        this.begin(end.kind === "answer" ? null : end);
        return end;
      });
  }

  /** The number of the turn; zero until its question is written. */
  get turn(): number {
    return this.rows.turn;
  }

  /** Ends it, and writes nothing more: the session is reset or deleted. */
  leave(): void {
    this.left = true;
    this.stop.abort();
    this.feed.fail({ code: "aborted", message: "The session was reset while it answered." });
  }

  private get id(): string {
    return `chatcmpl-${this.ask.requestId}`;
  }

  private async run(): Promise<TurnEnd> {
    const tools = await this.parts.tools();
    if (tools.status === "refused") return this.failed({ kind: "failed", failure: unknownTool(tools.message) });
    this.tools = tools.tools;
    for (let step = 1; ; step++) {
      const said = await this.step(step === SESSION_LIMITS.stepsMax);
      if (said.kind !== "said") return this.failed(said);
      if (said.calls.length === 0) return this.answered(said.finish);
      await this.runTools(said.calls);
    }
  }

  /** One model call, with everything that is known so far. */
  private async step(isLast: boolean): Promise<Step> {
    this.toolsOffered = !isLast && this.tools.definitions.length > 0;
    const prepared = await this.prepare();
    if (prepared.kind !== "ready") return prepared;
    const answer = await this.parts.models.call({
      request: prepared.request,
      route: prepared.route,
      signal: this.stop.signal,
      requestId: this.ask.requestId,
      onReserved: (view) => {
        this.limits = view;
        if (!this.left) this.rows.begin();
      },
    });
    return this.hear(answer, prepared.route);
  }

  private async prepare(): Promise<Ready | NoAnswer> {
    const { store, models, system } = this.parts;
    const { post, requestId } = this.ask;
    // The newest question says how hard the task is; how long the conversation is says nothing about that.
    const planned = await models.route(this.request([{ role: "user", content: post.content }]));
    if (planned.status === "failed") return { kind: "failed", failure: planned.failure };
    const [model] = planned.route.chain;
    if (!model) return { kind: "failed", failure: BROKEN };
    const budgetTokens = budgetOf(model, post.max_completion_tokens ?? null) - toolTokens(this.tools.definitions);
    const { signal } = this.stop;
    const plan = await remember({ store, models, system, budgetTokens, draft: this.rows.draft, signal, requestId });
    if (plan.status === "too_long") return { kind: "failed", failure: tooLong(plan.tokens, budgetTokens) };
    return { kind: "ready", request: this.request(plan.messages), route: planned.route };
  }

  private request(messages: ChatRequest["messages"]): ChatRequest {
    const { content: _content, stream: _stream, stream_options: _options, tools: _tools, ...wishes } = this.ask.post;
    const { model, user } = this.parts.store.settings;
    const { definitions } = this.tools;
    return {
      ...(model === null ? {} : { model }),
      ...(user === null ? {} : { user }),
      ...wishes,
      messages,
      stream: true,
      stream_options: { include_usage: true },
      ...(definitions.length > 0
        ? { tools: definitions, ...(this.toolsOffered ? {} : { tool_choice: "none" as const }) }
        : {}),
    };
  }

  private async hear(answer: CallAnswer | MeterRefusal, { reason }: RouteDecision): Promise<Step> {
    if (answer.status === "refused") return { kind: "refused", refusal: answer };
    if (answer.status === "failed") return { kind: "failed", failure: answer.failure };
    const { id, provider } = answer.model;
    this.facts = { model: id, provider, routeReason: reason, limits: this.limits };
    this.feed.name(id);
    this.rows.name(id);
    this.begin(null);
    if (answer.status === "answer") {
      const [choice] = answer.completion.choices;
      this.say(choice?.message.content ?? "");
      return this.close(answer.outcome, choice?.message.tool_calls ?? [], choice?.finish_reason ?? null, null);
    }
    const fold = new AnswerFold();
    await readEvents(answer.body, (data) => this.say(fold.take(data)));
    return this.close(await answer.over, fold.toolCalls, fold.finish, fold.error);
  }

  private say(text: string): void {
    if (this.left || text === "") return;
    const clean = cleanText(text);
    // What an earlier step said stands apart from what is said now.
    const apart = this.rows.say(clean) && this.feed.text !== "";
    this.feed.say(apart ? `\n\n${clean}` : clean);
  }

  private close(
    { end, usage }: CallOutcome,
    calls: WireToolCall[],
    finish: FinishReason | null,
    error: { code: string; message: string } | null,
  ): Step {
    this.usage = addUsage(this.usage, usage);
    if (this.left || end !== "ok" || error !== null) return { kind: "failed", failure: cutShort(end, error) };
    // One that asks for tools it was not given has said all it will say.
    const wanted = this.toolsOffered ? calls : [];
    const how = wanted.length > 0 ? "tool_calls" : finish === null || finish === "tool_calls" ? "stop" : finish;
    this.rows.finish(wanted, how, wireUsage(usage));
    return { kind: "said", calls: wanted, finish: how };
  }

  private async runTools(calls: readonly WireToolCall[]): Promise<void> {
    this.feed.ping();
    const results = await Promise.all(
      calls.map((call, at) => (at < CALLS_MAX ? this.tools.run(call, this.stop.signal) : Promise.resolve(TOO_MANY))),
    );
    if (!this.left) this.rows.addResults(calls, results);
  }

  private answered(finish: FinishReason): TurnEnd {
    const { store } = this.parts;
    if (this.left) return { kind: "failed", failure: cutShort("aborted", null) };
    const message = { role: "assistant" as const, content: this.feed.text, refusal: null };
    const answer: SessionAnswer = {
      id: this.id,
      object: "chat.completion",
      created: this.created,
      model: this.facts?.model ?? "auto",
      choices: [{ index: 0, message, logprobs: null, finish_reason: finish }],
      usage: wireUsage(this.usage),
      session: { id: store.birth.sessionId, turn: this.turn, seq: store.head },
    };
    const end: TurnEnd = { kind: "answer", answer, facts: this.facts };
    this.rows.end(JSON.stringify(end));
    this.feed.end(answer, finish);
    return end;
  }

  private failed(end: NoAnswer): TurnEnd {
    const { code, message } = end.kind === "failed" ? end.failure : end.refusal;
    if (!this.left) this.rows.fail({ code, message }, JSON.stringify(end));
    this.feed.fail({ code, message });
    return end;
  }

  private broken(error: unknown): TurnEnd {
    if (!this.left)
      log({ event: "session.turn_failed", level: "error", requestId: this.ask.requestId, ...errorFacts(error) });
    return this.failed({ kind: "failed", failure: BROKEN });
  }
}
