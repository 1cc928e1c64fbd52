import { extractiveAnswer } from "@/lib/assistant/core/cite";
import { senseOf } from "@/lib/assistant/core/intent";
import { smallTalk } from "@/lib/assistant/core/small-talk";
import { type FoundPassage, KNOWLEDGE_LIMITS, type Retrieval } from "@/lib/knowledge/protocol";
import { EXTRACT_ID } from "@/lib/models/core/route";
import { withTimeout } from "@/lib/platform/with-timeout";
import { TurnEnd, type TurnParts } from "./turn-end";
import { extract, hear } from "./turn-hear";
import { planRoute, requestOf, writePrompt } from "./turn-prompt";

const PASSAGES = 6;
/** What is our own answers within this, or counts as away. */
const STEP_MS_MAX = 10_000;
/** No answer runs for longer. */
const TURN_MS_MAX = 55_000;

/** Where the answer to a turn comes from, in the order in which they are tried: a model, the documents alone, our own words. */
export class VisitTurn {
  /** Never rejects. */
  readonly over: Promise<void>;
  private readonly parts: TurnParts;
  private readonly end: TurnEnd;
  private readonly stopping = new AbortController();
  private stopped = false;

  constructor(parts: TurnParts) {
    this.parts = parts;
    this.end = new TurnEnd(parts);
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
    if (verdict.action === "refuse") return this.end.refuseQuestion(verdict.category);
    const talk = smallTalk(question.shown.text);
    if (talk !== null) return this.end.beKind(talk);
    const retrieval = await this.retrieve();
    if (answer.isOver) return;
    if (!retrieval) return this.end.say("away");
    const { passages } = retrieval;
    const least = facts.minConfidence ?? services.confidenceMin;
    if (passages.length === 0 || retrieval.confidence < least) return this.end.sayUnknown();
    if (await this.askModel(passages)) return;
    if (answer.isOver) return;
    // What was read already is not followed by something else.
    if (answer.text === "") extract(this.parts, this.end, passages);
    else this.end.breakOff();
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
      this.end.note(error);
      return null;
    }
  }

  /** False: no model said anything. */
  private async askModel(passages: readonly FoundPassage[]): Promise<boolean> {
    const { services, facts, store, question, answer } = this.parts;
    const { conversationId, visitorId } = store.birth;
    try {
      const models = await withTimeout(services.models(facts, conversationId, visitorId), STEP_MS_MAX);
      if (!models || answer.isOver) return answer.isOver;
      const planned = planRoute(this.parts, models);
      if (!planned) return false;
      const isExtract = planned.chain[0]?.id === EXTRACT_ID;
      if (isExtract && !extractiveAnswer(question.kept.text, passages, this.parts.before)) {
        this.end.sayUnknown();
        return true;
      }
      const prompt = writePrompt(this.parts, models.house, passages, isExtract);
      const request = requestOf(this.parts, planned, prompt.text);
      if (!request) return false;
      const { requestId } = this.parts;
      answer.trace.routeReason = planned.reason;
      const said = await models.call({ request, route: planned, signal: this.stopping.signal, requestId });
      return await hear(said, {
        ...{ parts: this.parts, end: this.end, passages, own: prompt.own, isExtract, stopping: this.stopping },
        noteCut: (error) => this.noteCut(error),
      });
    } catch (error) {
      if (!answer.isOver) this.end.note(error);
      return answer.isOver;
    }
  }

  private close(): void {
    this.end.finish({ state: "stopped", citations: [] });
  }

  private broken(error: unknown): void {
    this.end.note(error);
    const { answer } = this.parts;
    if (answer.text === "") this.end.say("away");
    else this.end.breakOff();
  }

  private noteCut(error: unknown): void {
    if (!this.stopped) this.end.note(error);
  }

  private redactedKinds(): string[] {
    const found = this.parts.question.kept.text.matchAll(/\[([a-z-]+)-\d+\]/g);
    return [...new Set([...found].map(([, kind = ""]) => kind))];
  }
}
