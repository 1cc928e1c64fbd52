/** What a conversation stands on: the project, its knowledge, the guard, models that are metered, Postgres, the archive. */
import type { FoundPassage, KnowledgeSearch } from "@/lib/knowledge/protocol";
import type { FilterCategory, GuardPolicy, Redacted, Verdict } from "@/lib/guard/protocol";
import type { ChatRequest } from "@/lib/models/protocol";
import type { CallAnswer, CallFailure, RouteDecision } from "@/lib/models/server/call";
import type { ConversationId, ProjectId, TenantId } from "@/lib/platform/ids";
import type { EmbedLanguage, ProjectFacts } from "@/lib/projects/protocol";
import type { MeterRefusal } from "@/lib/quotas/protocol";
import type { KeptConversation, KeptMessage } from "../kept";

/** Takes text in pieces, and gives back what may go on by now. */
export interface Piecewise {
  push(text: string): string;
  end(): string;
}

/** The same, until it refuses: from then on nothing goes on. */
export interface JudgedPieces extends Piecewise {
  verdict(): { category: FilterCategory } | null;
}

export interface TurnGuard {
  /** `names`: who is known by name. */
  redact(text: string, policy: GuardPolicy, vault: Record<string, string>, names: readonly string[]): Redacted;
  judgeInput(text: string, policy: GuardPolicy): Verdict;
  /** 0 to 1. */
  injectionScore(text: string): number;
  /** What a visitor is told who is refused. */
  refusal(category: FilterCategory, language: EmbedLanguage): string;
  /** Passages as data, and the rule about data that goes with them. */
  asData(passages: readonly FoundPassage[]): { rule: string; data: string };
  /** The system text with a mark that must never come out. */
  seal(system: string): { text: string; mark: string };
  /** What stands between a model's answer and the visitor: the vault's originals are put back on the way. */
  answer(options: {
    policy: GuardPolicy;
    mark: string;
    system: string;
    vault: Record<string, string>;
    hosts: readonly string[];
  }): JudgedPieces;
}

export interface TurnCall {
  request: ChatRequest;
  route: RouteDecision;
  signal: AbortSignal;
  requestId: string;
}

/** Models on behalf of one project. Each call is reserved before and settled after. */
export interface ProjectModels {
  /** The tenant's own words for every assistant. */
  house: string;
  route(request: ChatRequest): { status: "planned"; route: RouteDecision } | { status: "failed"; failure: CallFailure };
  call(ask: TurnCall): Promise<CallAnswer | MeterRefusal>;
}

export interface VisitServices {
  now(): number;
  guard: TurnGuard;
  /** Below it the assistant says that it does not know, where a project has no bound of its own. */
  confidenceMin: number;
  /** What an answer says within so many milliseconds is told as one. */
  joinMs: number;
  /** Null: there is no such project. */
  facts(tenantId: TenantId, projectId: ProjectId): Promise<ProjectFacts | null>;
  knowledge(tenantId: TenantId, projectId: ProjectId): KnowledgeSearch;
  /** Null: its calls are refused. */
  models(facts: ProjectFacts, conversationId: ConversationId, visitorId: string): Promise<ProjectModels | null>;
  project(tenantId: TenantId, conversation: KeptConversation, messages: readonly KeptMessage[]): Promise<void>;
  /** Has the tenant's registry look after the conversation, should it do nothing by then. */
  mark(tenantId: TenantId, conversationId: ConversationId, projectId: ProjectId, dueAt: number): Promise<void>;
  archive: {
    put(key: string, json: string): Promise<void>;
    delete(key: string): Promise<void>;
  };
}

/** Where a transcript lies. Every key of a tenant begins with its id. */
export function archiveKey(tenantId: TenantId, projectId: ProjectId, conversationId: ConversationId): string {
  return `${tenantId}/conversations/${projectId}/${conversationId}.json`;
}
