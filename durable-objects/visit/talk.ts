import {
  type Act,
  type ActingFrame,
  applyFrame,
  stillCounting,
  type TalkState,
} from "@/lib/assistant/core/apply-frame";
import { withFacts } from "@/lib/assistant/core/visitor-facts";
import type { TalkView } from "@/lib/assistant/core/welcome";
import { type ServerFrame, VISITOR_LIMITS, type VisitorMessage } from "@/lib/assistant/protocol";
import type { VisitServices } from "@/lib/assistant/server/ports";
import { DEFAULT_GUARD, type GuardPolicy } from "@/lib/guard/protocol";
import { stemsOf } from "@/lib/models/core/words";
import { errorFacts, log } from "@/lib/platform/log";
import { newId } from "@/lib/platform/ids";
import type { ProjectFacts } from "@/lib/projects/protocol";
import { RunningAnswer } from "./answer";
import type { Row } from "./kept";
import type { VisitStore } from "./store";
import { VisitTurn } from "./turn";

type Reply = (frame: ServerFrame) => void;
type Of<K extends Act["kind"]> = Extract<Act, { kind: K }>;

interface Parts {
  store: VisitStore;
  services(): VisitServices;
  /** Everybody who listens. */
  tell(frame: ServerFrame): void;
  /** The project is closed: nobody may stay. */
  shut(): void;
  /** An answer is being written: it is to be seen to its end. */
  tend(over: Promise<void>): Promise<void>;
}

interface Live {
  turn: VisitTurn;
  answer: RunningAnswer;
}

const AWAY = "The assistant is not available at the moment.";

/** What is said in one conversation, a turn at a time. */
export class Talk {
  private readonly parts: Parts;
  private live: Live | null = null;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Of the answer that is being written; null: none is. */
  get over(): Promise<void> | null {
    return this.live?.turn.over ?? null;
  }

  /** Ends the running answer; what there is stays. */
  stop(): void {
    this.live?.turn.stop();
  }

  async act(frame: ActingFrame, reply: Reply): Promise<void> {
    const { services } = this.parts;
    const begins = frame.type === "message" || frame.type === "regenerate";
    const facts = begins ? await this.openProject(frame.id, reply) : null;
    if (begins && !facts) return;
    const now = services().now();
    const act = applyFrame(this.stateFor(frame, now), frame, now);
    switch (act.kind) {
      case "refused":
        return reply(act.error);
      case "nothing":
        return;
      case "stop":
        return this.stop();
      case "repeat":
        return this.repeat(act, reply);
      case "vote":
        return this.vote(act);
      case "ask":
        return facts ? this.ask(facts, act, now) : undefined;
      case "again":
        return facts ? this.again(facts, act, now) : undefined;
      default:
        return act satisfies never;
    }
  }

  /** The newest turns as they are at this moment. */
  get view(): TalkView {
    const { store } = this.parts;
    const running = this.running?.seq ?? null;
    const rows = store.before(store.head + 1, VISITOR_LIMITS.historyTurns);
    const anew = (rows.find(({ shown }) => shown.seq === running)?.kept.anew ?? 0) > 0;
    return { head: store.head, messages: rows.map((row) => this.asShown(row)), running, anew };
  }

  private get running(): RunningAnswer | null {
    return this.live && !this.live.answer.isOver ? this.live.answer : null;
  }

  /** A message with what of it is not stored yet. */
  private asShown({ shown }: Row): VisitorMessage {
    const { running } = this;
    return running?.seq === shown.seq ? running.toldSoFar() : shown;
  }

  private stateFor(frame: ActingFrame, now: number): TalkState {
    const { store } = this.parts;
    const target = frame.type === "feedback" ? store.at(frame.seq)?.shown : null;
    return {
      head: store.head,
      running: this.running?.seq ?? null,
      newest: store.newest(),
      known: "id" in frame ? store.placeOf(frame.id) : null,
      spent: stillCounting(store.spent, now),
      target: target ? { role: target.role, state: target.state } : null,
    };
  }

  /** Tells the turn of what happened before, as it stands. */
  private repeat({ seq }: Of<"repeat">, reply: Reply): void {
    const { store } = this.parts;
    const turn = store.at(seq)?.shown.turn;
    for (const row of store.after(seq - 1)) {
      if (row.shown.turn !== turn) return;
      reply({ type: "message", message: this.asShown(row) });
    }
  }

  private async vote({ seq, vote, comment }: Of<"vote">): Promise<void> {
    const { store, services, tell, tend } = this.parts;
    const guard = comment === null ? DEFAULT_GUARD : await this.guardPolicy();
    const row = store.at(seq);
    if (!row) return;
    const names = [store.birth.name ?? ""];
    const said = comment === null ? null : services().guard.redact(comment, guard, store.vault, names);
    if (said) store.vault = said.vault;
    const { vote: _vote, ...rest } = row.shown;
    const { comment: _comment, ...kept } = row.kept;
    const shown = { ...rest, ...(vote === null ? {} : { vote }) };
    store.write(shown, { ...kept, ...(vote === null || said === null ? {} : { comment: said.text }) });
    tell({ type: "message", message: shown });
    await tend(Promise.resolve());
  }

  /** The question is stored before anybody hears of it, and heard before it is answered. */
  private async ask(facts: ProjectFacts, { id, text, page }: Of<"ask">, now: number): Promise<void> {
    const { store, services, tell } = this.parts;
    const { text: redacted, vault } = services().guard.redact(text, facts.guard, store.vault, [store.birth.name ?? ""]);
    const before = this.questionBefore(redacted, store.head + 1);
    const { question, answer } = store.transaction(() => {
      store.vault = vault;
      store.facts = withFacts(store.facts, redacted);
      if (page) store.page = page;
      store.spent = [...stillCounting(store.spent, now), now];
      const turn = store.nextTurn();
      const asked = { turn, role: "visitor", text, state: "complete", id, citations: [], at: now } as const;
      const shown = store.add({ ...asked, citations: [] }, { text: redacted, anew: 0 });
      store.remember(id, shown.seq);
      return { question: shown, answer: store.add(emptyAnswer(turn, now), { text: "", anew: 0 }) };
    });
    tell({ type: "message", message: question });
    await this.begin(facts, question.seq, answer, 0, before);
  }

  /** The earlier answer is replaced in its place. */
  private async again(facts: ProjectFacts, { id, question, answer }: Of<"again">, now: number): Promise<void> {
    const { store } = this.parts;
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
    await this.begin(facts, question, shown, anew, this.questionBefore(asked.kept.text, question));
  }

  private async begin(
    facts: ProjectFacts,
    asked: number,
    shown: VisitorMessage,
    anew: number,
    before: string,
  ): Promise<void> {
    const { store, tell, tend } = this.parts;
    const services = this.parts.services();
    const question = store.at(asked);
    if (!question) return;
    tell({ type: "message", message: shown });
    const answer = new RunningAnswer({
      ...{ store, shown, tell, kept: { text: "", anew } },
      ...{ now: services.now, joinMs: services.joinMs },
    });
    const turn = new VisitTurn({ store, services, facts, question, before, answer, requestId: newId() });
    const live = { turn, answer };
    this.live = live;
    const over = turn.over.then(() => {
      if (this.live === live) this.live = null;
    });
    await tend(over);
  }

  /** What is taken out of a comment; where the project cannot be asked, everything there is a rule for. */
  private async guardPolicy(): Promise<GuardPolicy> {
    const { store, services } = this.parts;
    const facts = await services()
      .facts(store.birth.tenantId, store.birth.projectId)
      .catch(() => null);
    return facts?.guard ?? DEFAULT_GUARD;
  }

  /** The project as it stands, or null after the visitor was told why not. */
  private async openProject(id: string, reply: Reply): Promise<ProjectFacts | null> {
    const { store, services, shut } = this.parts;
    const { tenantId, projectId, conversationId } = store.birth;
    try {
      const facts = await services().facts(tenantId, projectId);
      if (facts && !facts.paused && facts.tenantActive) return facts;
      reply({ type: "error", code: "unavailable", message: AWAY, id });
      shut();
    } catch (error) {
      log({ event: "visit.facts_failed", level: "warn", tenantId, conversationId, ...errorFacts(error) });
      reply({ type: "error", code: "unavailable", message: AWAY, id, retryAfterMs: 2_000 });
    }
    return null;
  }

  /** Of the turn before, where this question alone says too little ("And for students?"). Redacted. */
  private questionBefore(text: string, before: number): string {
    if (stemsOf(text).length > 1) return "";
    const rows = this.parts.store.before(before, 2);
    return rows.findLast(({ shown }) => shown.role === "visitor")?.kept.text ?? "";
  }
}

function emptyAnswer(turn: number, at: number): Omit<VisitorMessage, "seq"> {
  return { turn, role: "assistant", text: "", state: "running", citations: [], at };
}
