import type { CallEnd, TokenUsage } from "@/lib/quotas/protocol";
import { admit, answering, failed, released, succeeded, waitMs } from "../core/breaker";
import type { Fault, Verdict } from "../core/failure";
import { costOf } from "../core/prices";
import { addUsage, NO_USAGE } from "../core/tokens";
import type { Attempt, CallOutcome, ModelEntry } from "./call";
import type { Breakers } from "./breakers";

export interface BookDeps {
  breakers: Breakers;
  now(): number;
  /** Told of each attempt that is over. */
  note(attempt: Attempt, requestId: string): void;
}

/** Keeps what a call came to, over all its attempts, and tells the breakers. */
export class CallBook {
  private readonly deps: BookDeps;
  private readonly requestId: string;
  private readonly begunAt: number;
  private readonly attempts: Attempt[] = [];
  private spent: TokenUsage = NO_USAGE;
  private cost = 0;

  constructor(deps: BookDeps, requestId: string) {
    this.deps = deps;
    this.requestId = requestId;
    this.begunAt = deps.now();
  }

  /** Whether the model may be asked now; 0 ms then, else how long it rests. */
  admit(model: ModelEntry): { admitted: boolean; restMs: number } {
    const { breakers, now } = this.deps;
    const { admitted, breaker } = admit(breakers.get(model.id), now());
    breakers.set(model.id, breaker);
    if (admitted) return { admitted, restMs: 0 };
    this.note(model, "breaker_open", null, now());
    return { admitted, restMs: waitMs(breaker, now()) };
  }

  /** A streamed answer begins: how long it took. */
  began(model: ModelEntry): number {
    const { breakers, now } = this.deps;
    breakers.set(model.id, answering(breakers.get(model.id)));
    return now() - this.begunAt;
  }

  worked(model: ModelEntry, usage: TokenUsage, begun: number): void {
    this.spend(model, usage);
    this.deps.breakers.set(model.id, succeeded());
    this.note(model, "ok", 200, begun);
  }

  failed(model: ModelEntry, fault: Fault, verdict: Verdict, usage: TokenUsage, begun: number): void {
    this.spend(model, usage);
    const { breakers, now } = this.deps;
    const breaker = breakers.get(model.id);
    breakers.set(model.id, verdict.counts ? failed(breaker, now()) : released(breaker, now()));
    this.note(model, outcomeOf(fault), fault.kind === "status" ? fault.status : null, begun);
  }

  outcome(model: ModelEntry, end: CallEnd, firstTokenMs: number | null): CallOutcome {
    const totalMs = this.deps.now() - this.begunAt;
    return { end, model, usage: this.spent, cost: this.cost, firstTokenMs, totalMs, attempts: this.attempts };
  }

  private spend(model: ModelEntry, usage: TokenUsage): void {
    this.spent = addUsage(this.spent, usage);
    this.cost += costOf(model.price, usage);
  }

  private note(model: ModelEntry, outcome: Attempt["outcome"], status: number | null, begun: number): void {
    const attempt = { model: model.id, provider: model.provider, outcome, status, ms: this.deps.now() - begun };
    this.attempts.push(attempt);
    this.deps.note(attempt, this.requestId);
  }
}

function outcomeOf(fault: Fault): Attempt["outcome"] {
  switch (fault.kind) {
    case "status":
      return fault.status < 500 ? "refused" : "failed";
    case "timeout":
      return "timeout";
    case "aborted":
      return "aborted";
    case "network":
    case "garbage":
    case "cut":
      return "failed";
    default:
      return fault satisfies never;
  }
}
