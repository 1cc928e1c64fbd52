/** Trying an assistant out: a turn taken apart, versions of prompts, evaluation sets and their runs. Times are ms since 1970. */
import type { Citation, ServerFrame, VisitorMessage } from "../assistant/protocol";
import type { FoundPassage, Retrieval } from "../knowledge/protocol";
import type { PersonId, ProjectId, TenantId } from "../platform/ids";
import type { Tier, TokenUsage } from "../quotas/protocol";
import type { PromptDiff } from "./core/prompt-diff";

/** What calls of the playground and of evaluations are recorded under. */
export const PLAYGROUND_TAG = "playground";

export const PLAYGROUND_BOUNDS = {
  noteCharsMax: 200,
  setNameCharsMax: 80,
  setsMax: 50,
  casesMax: 200,
  questionCharsMax: 2_000,
  sourceCharsMax: 300,
  wordsMax: 10,
  wordCharsMax: 100,
  /** Of one person, in an hour. */
  asksPerHour: 300,
  /** Of one tenant, in an hour. */
  runsPerHour: 20,
  runsShown: 50,
  versionsShown: 200,
  /** Nano US dollars. */
  budgetMax: 100_000_000_000,
} as const;

/** What is tried in place of what is live. Null: as it is. */
export interface TrialWish {
  model: string | null;
  /** Of the project. */
  instructions: string | null;
}

/** What a test conversation is asked, by verbs that have checked it. */
export interface TrialAsk extends TrialWish {
  tenantId: TenantId;
  projectId: ProjectId;
  person: PersonId;
  /** UUID of the conversation, and of the question. */
  conversation: string;
  id: string;
  text: string;
  language: string;
}

/** A passage that the model was shown, by its number in the prompt. */
export interface DissectedPassage extends FoundPassage {
  n: number;
  cited: boolean;
}

export interface DissectedRetrieval extends Pick<Retrieval, "confidence" | "method" | "ms"> {
  query: string;
  /** Below it the assistant says that it does not know. */
  bound: number;
  passages: DissectedPassage[];
}

export interface DissectedRoute {
  /** The model that was asked for by name; null: the router chose. */
  wished: string | null;
  /** Why the wish could not be met. */
  unmet: string | null;
  /** The first one answers, the others stand in. */
  chain: { id: string; provider: string }[];
  reason: string;
}

/** One try at one model. */
export interface DissectedAttempt {
  model: string;
  provider: string;
  outcome: string;
  status: number | null;
  ms: number;
}

export interface DissectedCall {
  /** `refused`: by the Meter, and no model was asked. */
  status: "answered" | "failed" | "refused";
  fault: { code: string; message: string } | null;
  model: string | null;
  provider: string | null;
  attempts: DissectedAttempt[];
  usage: TokenUsage | null;
  /** Nano US dollars. */
  cost: number;
  firstTokenMs: number | null;
  totalMs: number;
}

/** A part of what the provider was sent, word for word. */
export interface SentPart {
  channel: "system" | "data" | "user" | "assistant" | "other";
  text: string;
}

export const TURN_STEPS = ["settings", "retrieval", "preparing", "waiting", "writing"] as const;
export type TurnStep = (typeof TURN_STEPS)[number];

/** Milliseconds since the question. */
export interface TurnSpan {
  step: TurnStep;
  from: number;
  until: number;
}

/** What led to an answer. */
export interface Dissection {
  question: {
    /** As models saw it. */
    redacted: string;
    kinds: string[];
    /** 0 to 1. */
    injection: number;
    /** From there on a question counts as an attempt to take the assistant over. */
    injectionBound: number;
  };
  retrieval: DissectedRetrieval | null;
  route: DissectedRoute | null;
  call: DissectedCall | null;
  sent: SentPart[];
  answer: {
    state: VisitorMessage["state"];
    outcome: NonNullable<VisitorMessage["outcome"]> | null;
    /** The filter that refused question or answer. */
    refused: string | null;
    droppedQuotes: number;
  };
  spans: TurnSpan[];
  totalMs: number;
}

/** What the stream of a test question says: what a visitor's panel would hear, and at the end how it came about. */
export type TrialEvent = ServerFrame | { type: "dissected"; seq: number; dissection: Dissection };

/** A turn that ran to its end without anybody listening. Null members: it was refused before it began. */
export type Examined =
  | { status: "answered"; text: string; citations: Citation[]; dissection: Dissection }
  | { status: "refused"; code: string; message: string };

/** Of a project, or of the tenant for every assistant (`house`). */
export type PromptPlace = ProjectId | "house";

export interface PromptVersion {
  number: number;
  note: string;
  /** The version whose text was taken up again. */
  from: number | null;
  /** Null: nobody that is known, such as an operator of the installation. */
  author: string | null;
  createdAt: number;
  chars: number;
}

export interface PromptSummary {
  place: PromptPlace;
  /** Of the project; null for the tenant's own. */
  name: string | null;
  live: PromptVersion;
}

export const EXPECTED = ["source", "abstain", "answer"] as const;

/** What the answer to a case has to be like. */
export interface Expectation {
  /** `source`: names this source; `abstain`: says that it does not know; `answer`: any answer. */
  kind: (typeof EXPECTED)[number];
  /** Title, address or id of the document; "" unless `kind` is `source`. */
  source: string;
  /** Each of them stands in the answer, in whichever case. */
  words: string[];
}

export interface EvaluationCase {
  id: string;
  question: string;
  expects: Expectation;
}

export const VERDICTS = ["pass", "fail", "error"] as const;
/** `error`: nobody answered, which says nothing about the answer. */
export type Verdict = (typeof VERDICTS)[number];

export const CASE_FAULTS = ["abstained", "answered", "refused", "not_cited", "words_missing", "unanswered"] as const;
export interface CaseFault {
  code: (typeof CASE_FAULTS)[number];
  /** The words that are missing, or why nobody answered. */
  detail?: string;
}

export interface CitedSource {
  title: string;
  url: string | null;
  documentId: string;
}

export const RUN_STATES = ["running", "done", "cancelled", "failed"] as const;
export type RunState = (typeof RUN_STATES)[number];

/** Why a run ended before its end: the tenant's quota, the run's own budget, an assistant that answers nobody, or a break. */
export const RUN_FAULTS = ["quota", "budget", "unavailable", "interrupted"] as const;
export type RunFault = (typeof RUN_FAULTS)[number];

/** What a case came to. */
export interface CaseResult {
  verdict: Verdict;
  faults: CaseFault[];
  answer: string;
  outcome: string | null;
  cited: CitedSource[];
  model: string | null;
  confidence: number | null;
  promptTokens: number;
  completionTokens: number;
  /** Nano US dollars. */
  cost: number;
  totalMs: number;
}

export interface EvaluationSetSummary {
  id: string;
  name: string;
  projectId: ProjectId;
  projectName: string;
  cases: number;
  updatedAt: number;
  lastRun: RunSummary | null;
}

export interface RunSummary {
  id: string;
  state: RunState;
  fault: RunFault | null;
  model: string | null;
  promptNumber: number;
  houseNumber: number;
  author: string | null;
  createdAt: number;
  endedAt: number | null;
  budget: number;
  total: number;
  passed: number;
  failed: number;
  errors: number;
  promptTokens: number;
  completionTokens: number;
  cost: number;
}

/** A case of a run; without a result it was not asked. */
export interface RunCase extends EvaluationCase {
  result: CaseResult | null;
}

/** What there is to try of one assistant. */
export interface BenchView {
  project: { id: string; name: string; paused: boolean; documents: number };
  options: {
    /** Those that the tenant may use; null: the list is out of reach. */
    models: string[] | null;
    ownModel: string | null;
    versions: PromptVersion[];
    liveText: string;
  };
  tier: Tier;
  sets: Pick<EvaluationSetSummary, "id" | "name">[];
}

export interface PromptPage {
  place: PromptPlace;
  /** Of the project; null for the tenant's own. */
  name: string | null;
  text: string;
  live: number;
  /** Newest first. */
  versions: PromptVersion[];
  compared: { from: number; until: number; diff: PromptDiff } | null;
}

export interface EvaluationSetView {
  id: string;
  name: string;
  projectId: ProjectId;
  projectName: string;
  cases: EvaluationCase[];
  runs: RunSummary[];
}

export interface RunView {
  run: RunSummary & { setId: string };
  cases: RunCase[];
}
