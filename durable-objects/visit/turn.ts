import { citationsOf, extractiveAnswer, numbered, verbatim } from "@/lib/assistant/core/cite";
import { senseOf } from "@/lib/assistant/core/intent";
import { MarkedQuotes } from "@/lib/assistant/core/marked-quotes";
import { type SmallTalk, smallTalk } from "@/lib/assistant/core/small-talk";
import { systemText, TASK } from "@/lib/assistant/core/prompt";
import { SourceMarks } from "@/lib/assistant/core/source-marks";
import { languageOf, ownWords, type OwnWord } from "@/lib/assistant/core/words";
import type { JudgedPieces, ProjectModels, VisitServices } from "@/lib/assistant/server/ports";
import type { FilterCategory } from "@/lib/guard/protocol";
import { type FoundPassage, KNOWLEDGE_LIMITS, type Retrieval } from "@/lib/knowledge/protocol";
import { writePassages } from "@/lib/models/core/passages";
import { EXTRACT_ID } from "@/lib/models/core/route";
import type { ChatRequest } from "@/lib/models/protocol";
import type { CallAnswer, RouteDecision } from "@/lib/models/server/call";
import { errorFacts, log } from "@/lib/platform/log";
import { withTimeout } from "@/lib/platform/with-timeout";
import { textsFor } from "@/lib/projects/core/own-texts";
import type { ProjectFacts } from "@/lib/projects/protocol";
import type { MeterRefusal } from "@/lib/quotas/protocol";
import { AnswerFold } from "@/lib/sessions/core/answer-fold";
import { budgetOf } from "@/lib/sessions/core/context";
import { readEvents } from "../conversation/memory";
import type { RunningAnswer } from "./answer";
import { MEMORY_TOKENS_MAX, remembered } from "./memory";
import type { Row, VisitStore } from "./store";

const PASSAGES = 6;
const ANSWER_TOKENS_MAX = 1_000;
/** What is our own answers within this, or counts as away. */
const STEP_MS_MAX = 10_000;
/** No answer runs for longer. */
const TURN_MS_MAX = 55_000;

interface Parts {
  store: VisitStore;
  services: VisitServices;
  facts: ProjectFacts;
  question: Row;
  /** What was asked in the turn before, where this one says too little by itself. Redacted. */
  before: string;
  answer: RunningAnswer;
  requestId: string;
}

interface Prompt {
  text: string;
  own: { mark: string; system: string };
}

/** Where the answer to a turn comes from, in the order in which they are tried: a model, the documents alone, our own words. */
export class VisitTurn {
  /** Never rejects. */
  readonly over: Promise<void>;
  private readonly parts: Parts;
  private readonly stopping = new AbortController();
  private readonly startedAt: number;
  private stopped = false;

  constructor(parts: Parts) {
    this.parts = parts;
    this.startedAt = parts.services.now();
    const deadline = setTimeout(() => this.stopping.abort(), TURN_MS_MAX);
    this.over = this.run()
      .catch((error: unknown) => this.broken(error))
      .finally(() => clearTimeout(deadline));
  }

  /** The visitor has read enough: what there is stays. */
  stop(): void {
    this.stopped = true;
    this.stopping.abort();
    this.close();
  }

  private async run(): Promise<void> {
    const { services, facts, question, answer } = this.parts;
    const { guard } = services;
    answer.trace.redacted = this.redactedKinds();
    Object.assign(answer.trace, senseOf(question.shown.text));
    answer.trace.injection = guard.injectionScore(question.shown.text);
    const verdict = guard.judgeInput(question.shown.text, facts.guard);
    if (verdict.action === "refuse") return this.refuse(verdict.category, this.refusal(verdict.category));
    const talk = smallTalk(question.shown.text);
    if (talk !== null) return this.beKind(talk);
    const retrieval = await this.retrieve();
    if (answer.isOver) return;
    if (!retrieval) return this.say("away");
    const { passages } = retrieval;
    const least = facts.minConfidence ?? services.confidenceMin;
    if (passages.length === 0 || retrieval.confidence < least) return this.sayUnknown();
    if (await this.askModel(passages)) return;
    if (answer.isOver) return;
    // What was read already is not followed by something else.
    if (answer.text === "") this.extract(passages);
    else this.breakOff();
  }

  private async retrieve(): Promise<Retrieval | null> {
    const { services, facts, question, before, answer } = this.parts;
    try {
      const query = `${before} ${question.kept.text}`.trim().slice(-KNOWLEDGE_LIMITS.queryCharsMax);
      const asked = services.knowledge(facts.tenantId, facts.id).search(query, { limit: PASSAGES });
      const found = await withTimeout(asked, STEP_MS_MAX);
      const { confidence, method, ms, passages } = found;
      const places = passages.map(({ documentId, title, start, end, score }) => ({
        ...{ documentId, title, start, end, score },
      }));
      Object.assign(answer.trace, { confidence, method, retrievalMs: ms, passages: places });
      return found;
    } catch (error) {
      this.note(error);
      return null;
    }
  }

  /** False: no model said anything. */
  private async askModel(passages: readonly FoundPassage[]): Promise<boolean> {
    const { services, facts, store, answer } = this.parts;
    const { conversationId, visitorId } = store.birth;
    try {
      const models = await withTimeout(services.models(facts, conversationId, visitorId), STEP_MS_MAX);
      if (!models || answer.isOver) return answer.isOver;
      const planned = this.plan(models);
      if (!planned) return false;
      const isExtract = planned.chain[0]?.id === EXTRACT_ID;
      if (isExtract && !extractiveAnswer(this.asked, passages, this.parts.before)) {
        this.sayUnknown();
        return true;
      }
      const prompt = this.prompt(models.house, passages, isExtract);
      const request = this.request(planned, prompt.text);
      if (!request) return false;
      const { requestId } = this.parts;
      answer.trace.routeReason = planned.reason;
      const said = await models.call({ request, route: planned, signal: this.stopping.signal, requestId });
      return await this.hear(said, passages, prompt, isExtract);
    } catch (error) {
      if (!answer.isOver) this.note(error);
      return answer.isOver;
    }
  }

  private get asked(): string {
    return this.parts.question.kept.text;
  }

  /** The project's own model where it may be used, else whichever the router chooses. */
  private plan(models: ProjectModels): RouteDecision | null {
    const question = [{ role: "user" as const, content: this.asked }];
    const { model } = this.parts.facts;
    for (const wish of model === null ? [{}] : [{ model }, {}]) {
      const planned = models.route({ ...wish, messages: question, stream: true });
      if (planned.status === "planned") return planned.route;
    }
    return null;
  }

  /** The system text; `own` is what of it must never come out. The documents may be quoted. */
  private prompt(house: string, passages: readonly FoundPassage[], isExtract: boolean): Prompt {
    const { store, services, facts } = this.parts;
    const { guard } = services;
    const { rule, data } = guard.asData(passages);
    const system = systemText({
      ...{ house, rule, instructions: facts.instructions, language: store.language, page: store.page },
      ...{ name: facts.guard.redact.includes("name") ? null : store.birth.name, facts: store.facts },
    });
    const { text, mark } = guard.seal(system);
    const own = { mark, system: [TASK, house, facts.instructions, rule].join("\n\n") };
    return { own, text: isExtract ? writePassages(numbered(passages)) : `${text}\n\n${data}` };
  }

  private request(route: RouteDecision, system: string): ChatRequest | null {
    const [model] = route.chain;
    if (!model) return null;
    const { store, question } = this.parts;
    const budgetTokens = Math.min(budgetOf(model, ANSWER_TOKENS_MAX), MEMORY_TOKENS_MAX);
    const messages = remembered(store, { system, question, budgetTokens });
    return (
      messages && {
        ...{ model: model.id, messages, stream: true, stream_options: { include_usage: true } },
        max_completion_tokens: ANSWER_TOKENS_MAX,
      }
    );
  }

  private async hear(
    said: CallAnswer | MeterRefusal,
    passages: readonly FoundPassage[],
    { own }: Prompt,
    isExtract: boolean,
  ): Promise<boolean> {
    const { answer, store } = this.parts;
    if (said.status === "refused" || said.status === "failed") return answer.isOver;
    answer.trace.model = said.model.id;
    answer.trace.provider = said.model.provider;
    const sources = new SourceMarks(passages.length);
    const guarded = this.guarded(passages, own);
    const quoted = isExtract ? extractiveAnswer(this.asked, passages, this.parts.before) : null;
    const marks = quoted ? new MarkedQuotes(quoted.text) : null;
    const fold = new AnswerFold();
    const show = (text: string) => {
      if (guarded.verdict()) return this.stopping.abort();
      if (text !== "" && answer.trace.firstTokenMs === null) answer.trace.firstTokenMs = this.sinceStart;
      answer.say(text);
    };
    const take = (text: string) => show(guarded.push(sources.push(marks ? marks.push(text) : text)));
    if (said.status === "answer") take(said.completion.choices[0]?.message.content ?? "");
    else await readEvents(said.body, (data) => take(fold.take(data))).catch((error: unknown) => this.noteCut(error));
    const outcome = said.status === "answer" ? said.outcome : await said.over;
    show(guarded.push(sources.end()) + guarded.end());
    if (answer.isOver) return true;
    const refused = guarded.verdict();
    if (refused) {
      this.refuse(refused.category, ownWords("refused", store.language));
      return true;
    }
    if (answer.text.trim() === "") return false;
    const citations = this.checked(quoted?.citations ?? citationsOf(answer.text, passages), passages);
    if (outcome.end === "ok" && fold.error === null) {
      this.finish({ state: "complete", outcome: "answered", citations });
    } else {
      const error = { code: fold.error?.code ?? "provider_failed", message: "The answer ended before it was whole." };
      this.finish({ state: "failed", citations, error });
    }
    return true;
  }

  /** The sentences of the documents themselves; where none answers, our own words. */
  private extract(passages: readonly FoundPassage[]): void {
    const { answer } = this.parts;
    const quoted = extractiveAnswer(this.asked, passages, this.parts.before);
    if (!quoted) return this.say("away");
    answer.trace.model ??= "passages";
    const guarded = this.guarded(passages, { mark: this.parts.services.guard.seal("").mark, system: "" });
    const text = guarded.push(quoted.text) + guarded.end();
    const refused = guarded.verdict();
    if (refused) return this.refuse(refused.category, ownWords("refused", this.parts.store.language));
    answer.say(text);
    this.finish({ state: "complete", outcome: "answered", citations: this.checked(quoted.citations, passages) });
  }

  private guarded(passages: readonly FoundPassage[], own: Prompt["own"]): JudgedPieces {
    const { services, facts, store } = this.parts;
    return services.guard.answer({
      ...{ ...own, policy: facts.guard, vault: store.vault, hosts: hostsOf(facts, passages) },
    });
  }

  private checked(citations: ReturnType<typeof citationsOf>, passages: readonly FoundPassage[]) {
    const kept = verbatim(citations, passages);
    this.parts.answer.trace.droppedQuotes = citations.length - kept.length;
    return kept;
  }

  /** What a filter took back is replaced as a whole. */
  private refuse(category: FilterCategory, text: string): void {
    this.parts.answer.trace.refused = category;
    this.parts.answer.replace(text);
    this.finish({ state: "complete", outcome: "refused", citations: [] });
  }

  private refusal(category: FilterCategory): string {
    const { services, store } = this.parts;
    return services.guard.refusal(category, languageOf(store.language, "en"));
  }

  /** Somebody who greets is greeted. */
  private beKind(talk: SmallTalk): void {
    const { answer, facts, store } = this.parts;
    const { language } = store;
    const own = talk === "hello" ? textsFor(facts, languageOf(language, "en")).greeting : ownWords("welcome", language);
    answer.say(own);
    this.finish({ state: "complete", outcome: "answered", citations: [] });
  }

  private say(word: OwnWord): void {
    const text = ownWords(word, this.parts.store.language);
    this.parts.answer.say(text);
    this.finish({ state: "complete", outcome: "abstained", citations: [] });
  }

  /** Who asks for a person and is not told by the documents how to reach one hears who can help. */
  private sayUnknown(): void {
    this.say(this.parts.answer.trace.intent === "person" ? "person" : "unknown");
  }

  private finish(ending: Parameters<RunningAnswer["end"]>[0]): void {
    this.parts.answer.trace.totalMs = this.sinceStart;
    this.parts.answer.end(ending);
  }

  private close(): void {
    this.finish({ state: "stopped", citations: [] });
  }

  private broken(error: unknown): void {
    this.note(error);
    const { answer } = this.parts;
    if (answer.text === "") this.say("away");
    else this.breakOff();
  }

  private breakOff(): void {
    this.finish({ state: "failed", citations: [], error: { code: "internal", message: "The answer broke off." } });
  }

  private noteCut(error: unknown): void {
    if (!this.stopped) this.note(error);
  }

  private note(error: unknown): void {
    const { store, requestId } = this.parts;
    const { tenantId, conversationId } = store.birth;
    log({ event: "visit.turn_failed", level: "warn", tenantId, conversationId, requestId, ...errorFacts(error) });
  }

  private redactedKinds(): string[] {
    const found = this.parts.question.kept.text.matchAll(/\[([a-z-]+)-\d+\]/g);
    return [...new Set([...found].map(([, kind = ""]) => kind))];
  }

  private get sinceStart(): number {
    return this.parts.services.now() - this.startedAt;
  }
}

/** Hosts that an answer may link to: the project's own sites, and those of its documents. */
function hostsOf({ origins }: ProjectFacts, passages: readonly FoundPassage[]): string[] {
  const urls = [...origins, ...passages.flatMap(({ url }) => (url === null ? [] : [url]))];
  return [...new Set(urls.flatMap((url) => URL.parse(url)?.hostname ?? []))];
}
