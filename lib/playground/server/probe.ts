import type { AnswerTrace } from "@/lib/assistant/kept";
import type { VisitorMessage } from "@/lib/assistant/protocol";
import type { ProjectModels, VisitServices } from "@/lib/assistant/server/ports";
import type { Retrieval } from "@/lib/knowledge/protocol";
import type { ChatMessage } from "@/lib/models/protocol";
import { type CallAnswer, type CallOutcome, overOf } from "@/lib/models/server/call";
import { INJECTION_BOUND } from "@/lib/guard/core/injection";
import { withTimeout } from "@/lib/platform/with-timeout";
import type { ProjectFacts } from "@/lib/projects/protocol";
import type { MeterRefusal } from "@/lib/quotas/protocol";
import { sentParts } from "../core/sent-parts";
import { spansOf } from "../core/spans";
import type { DissectedCall, DissectedRoute, Dissection, TrialWish } from "../protocol";

/** A provider that was left says within this what it came to, or counts as having cost nothing yet. */
const OVER_MS_MAX = 5_000;

interface Seen {
  bound: number;
  query: string;
  found: Retrieval | null;
  searchedAt: number | null;
  foundAt: number | null;
  calledAt: number | null;
  data: string | null;
  route: DissectedRoute | null;
  messages: readonly ChatMessage[];
  said: CallAnswer | MeterRefusal | null;
}

/**
 * Watches one turn from between it and what it stands on. The turn is the one that a visitor gets: what is put in place of
 * the project's own (a model, a prompt) goes in where those come from.
 */
export class Probe {
  private readonly inner: VisitServices;
  private readonly wish: TrialWish;
  private readonly startedAt: number;
  private readonly seen: Seen = {
    ...{ bound: 0, query: "", found: null, searchedAt: null, foundAt: null, calledAt: null },
    ...{ data: null, route: null, messages: [], said: null },
  };

  constructor(inner: VisitServices, wish: TrialWish) {
    this.inner = inner;
    this.wish = wish;
    this.startedAt = inner.now();
  }

  /** What the turn is given. */
  get services(): VisitServices {
    const { inner, seen } = this;
    return {
      ...inner,
      facts: async (tenantId, projectId) => {
        const facts = await inner.facts(tenantId, projectId);
        seen.bound = facts?.minConfidence ?? inner.confidenceMin;
        return facts && this.asWished(facts);
      },
      guard: {
        ...inner.guard,
        asData: (passages) => {
          const both = inner.guard.asData(passages);
          seen.data = both.data;
          return both;
        },
      },
      knowledge: (tenantId, projectId) => ({
        search: async (query, options) => {
          seen.query = query;
          seen.searchedAt = inner.now();
          seen.found = await inner.knowledge(tenantId, projectId).search(query, options);
          seen.foundAt = inner.now();
          return seen.found;
        },
      }),
      models: async (...whose) => {
        const models = await inner.models(...whose);
        return models && this.watched(models);
      },
    };
  }

  /** What it came to, once the turn is over. */
  async dissect(question: string, { seq: _, ...answer }: VisitorMessage, trace: AnswerTrace): Promise<Dissection> {
    const { seen, startedAt } = this;
    const cited = new Set(answer.citations.map(({ n }) => n));
    const call = await callOf(seen.said);
    const totalMs = trace.totalMs ?? this.inner.now() - startedAt;
    const since = (at: number | null) => (at === null ? null : at - startedAt);
    return {
      question: {
        ...{ redacted: question, kinds: [...trace.redacted] },
        ...{ injection: trace.injection, injectionBound: INJECTION_BOUND },
      },
      retrieval: seen.found && {
        ...{ query: seen.query, bound: seen.bound, confidence: seen.found.confidence },
        ...{ method: seen.found.method, ms: seen.found.ms },
        passages: seen.found.passages.map((passage, at) => ({ ...passage, n: at + 1, cited: cited.has(at + 1) })),
      },
      route: seen.route,
      call,
      sent: sentParts(seen.messages, seen.data),
      answer: {
        ...{ state: answer.state, outcome: answer.outcome ?? null },
        ...{ refused: trace.refused, droppedQuotes: trace.droppedQuotes },
      },
      spans: spansOf({
        ...{ searchedAt: since(seen.searchedAt), foundAt: since(seen.foundAt), calledAt: since(seen.calledAt) },
        ...{ firstTokenMs: call?.firstTokenMs ?? null, totalMs },
      }),
      totalMs,
    };
  }

  private asWished(facts: ProjectFacts): ProjectFacts {
    const { model, instructions } = this.wish;
    return { ...facts, model: model ?? facts.model, instructions: instructions ?? facts.instructions };
  }

  private watched(models: ProjectModels): ProjectModels {
    const { seen } = this;
    let unmet: string | null = null;
    let wished: string | null = null;
    return {
      house: models.house,
      route: (request) => {
        wished ??= request.model ?? null;
        const planned = models.route(request);
        if (planned.status === "failed") {
          unmet ??= planned.failure.message;
          return planned;
        }
        const chain = planned.route.chain.map(({ id, provider }) => ({ id, provider }));
        seen.route = { wished, unmet, chain, reason: planned.route.reason };
        return planned;
      },
      call: async (ask) => {
        seen.calledAt = this.inner.now();
        seen.messages = ask.request.messages;
        seen.said = await models.call(ask);
        return seen.said;
      },
    };
  }
}

async function callOf(said: CallAnswer | MeterRefusal | null): Promise<DissectedCall | null> {
  if (said === null) return null;
  if (said.status === "refused") {
    const { code, message } = said;
    return {
      ...{ status: "refused", fault: { code, message }, model: null, provider: null, attempts: [], usage: null },
      ...{ cost: 0, firstTokenMs: null, totalMs: 0 },
    };
  }
  const outcome = await withTimeout(Promise.resolve(overOf(said)), OVER_MS_MAX).catch(() => null);
  return {
    status: said.status === "failed" || (outcome !== null && outcome.end !== "ok") ? "failed" : "answered",
    fault: faultOf(said, outcome),
    model: outcome?.model.id ?? null,
    provider: outcome?.model.provider ?? null,
    attempts: [...(outcome?.attempts ?? [])],
    usage: outcome?.usage ?? null,
    cost: outcome?.cost ?? 0,
    firstTokenMs: outcome?.firstTokenMs ?? null,
    totalMs: outcome?.totalMs ?? 0,
  };
}

function faultOf(said: CallAnswer, outcome: CallOutcome | null): DissectedCall["fault"] {
  if (said.status === "failed") return { code: said.failure.code, message: said.failure.message };
  if (outcome === null || outcome.end === "ok") return null;
  return { code: outcome.end, message: ENDS[outcome.end] };
}

const ENDS: Record<Exclude<CallOutcome["end"], "ok">, string> = {
  aborted: "The call was ended before the model was done.",
  failed: "No model answered.",
  refused: "The provider refused the call.",
  cut: "The provider stopped in mid-answer.",
};
