import { type SmallTalk } from "@/lib/assistant/core/small-talk";
import { languageOf, ownWords, type OwnWord } from "@/lib/assistant/core/words";
import type { VisitServices } from "@/lib/assistant/server/ports";
import type { FilterCategory } from "@/lib/guard/protocol";
import { errorFacts, log } from "@/lib/platform/log";
import { textsFor } from "@/lib/projects/core/own-texts";
import type { ProjectFacts } from "@/lib/projects/protocol";
import type { Ending, RunningAnswer } from "./answer";
import type { Row } from "./kept";
import type { VisitStore } from "./store";

/** What a turn is made of. */
export interface TurnParts {
  store: VisitStore;
  services: VisitServices;
  facts: ProjectFacts;
  question: Row;
  /** What was asked in the turn before, where this one says too little by itself. Redacted. */
  before: string;
  answer: RunningAnswer;
  requestId: string;
}

/** How a turn may end, and what is noted of it. */
export class TurnEnd {
  private readonly parts: TurnParts;
  private readonly startedAt: number;

  constructor(parts: TurnParts) {
    this.parts = parts;
    this.startedAt = parts.services.now();
  }

  get sinceStart(): number {
    return this.parts.services.now() - this.startedAt;
  }

  finish(ending: Ending): void {
    this.parts.answer.trace.totalMs = this.sinceStart;
    this.parts.answer.end(ending);
  }

  /** Our own words, where there is no answer. */
  say(word: OwnWord): void {
    const text = ownWords(word, this.parts.store.language);
    this.parts.answer.say(text);
    this.finish({ state: "complete", outcome: "abstained", citations: [] });
  }

  /** Who asks for a person and is not told by the documents how to reach one hears who can help. */
  sayUnknown(): void {
    this.say(this.parts.answer.trace.intent === "person" ? "person" : "unknown");
  }

  /** Somebody who greets is greeted. */
  beKind(talk: SmallTalk): void {
    const { answer, facts, store } = this.parts;
    const { language } = store;
    const own = talk === "hello" ? textsFor(facts, languageOf(language, "en")).greeting : ownWords("welcome", language);
    answer.say(own);
    this.finish({ state: "complete", outcome: "answered", citations: [] });
  }

  /** What a filter took back is replaced as a whole. */
  refuse(category: FilterCategory, text: string): void {
    this.parts.answer.trace.refused = category;
    this.parts.answer.replace(text);
    this.finish({ state: "complete", outcome: "refused", citations: [] });
  }

  /** What was asked is refused before anything is looked up. */
  refuseQuestion(category: FilterCategory): void {
    const { services, store } = this.parts;
    this.refuse(category, services.guard.refusal(category, languageOf(store.language, "en")));
  }

  breakOff(): void {
    this.finish({ state: "failed", citations: [], error: { code: "internal", message: "The answer broke off." } });
  }

  note(error: unknown): void {
    const { store, requestId } = this.parts;
    const { tenantId, conversationId } = store.birth;
    log({ event: "visit.turn_failed", level: "warn", tenantId, conversationId, requestId, ...errorFacts(error) });
  }
}
