/** What a Conversation needs from the rest: models that are metered, tools that are allowed, a way to Postgres. */
import type { ChatRequest, WireToolCall } from "@/lib/models/protocol";
import type { CallAnswer, CallFailure, RouteDecision } from "@/lib/models/server/call";
import type { SessionId, TenantId } from "@/lib/platform/ids";
import type { LimitView, MeterRefusal } from "@/lib/quotas/protocol";
import type { ProjectedSession } from "@/db/queries/sessions";
import type { SessionMessage, SessionView } from "../protocol";
import type { Caller } from "./objects";

export type Planned = { status: "planned"; route: RouteDecision } | { status: "failed"; failure: CallFailure };

export interface MeteredAsk {
  request: ChatRequest;
  route: RouteDecision;
  signal: AbortSignal;
  requestId: string;
  /** Called once the Meter has let the call through, before any model is asked. */
  onReserved(view: LimitView): void;
}

/** Models on behalf of one key in one session. Each call is reserved before and settled after. */
export interface SessionModels {
  /** Which model answers such a request, with fallbacks. */
  route(request: ChatRequest): Promise<Planned>;
  call(ask: MeteredAsk): Promise<CallAnswer | MeterRefusal>;
}

/** The tools of one turn. */
export interface TurnTools {
  definitions: NonNullable<ChatRequest["tools"]>;
  /** What the model is told; never throws. Data, whatever it says. */
  run(call: WireToolCall, signal: AbortSignal): Promise<string>;
}

export type ToolsAnswer = { status: "ready"; tools: TurnTools } | { status: "refused"; message: string };

export interface SessionServices {
  models(caller: Caller, session: SessionView): SessionModels;
  /** `refused`: one of the names is no tool that this key may use. */
  tools(caller: Caller, session: SessionView, names: readonly string[], requestId: string): Promise<ToolsAnswer>;
  /** Postgres may lack something of this session, or an answer runs. */
  markDirty(tenantId: TenantId, sessionId: SessionId): Promise<void>;
  project(tenantId: TenantId, session: ProjectedSession, messages: readonly SessionMessage[]): Promise<void>;
}
