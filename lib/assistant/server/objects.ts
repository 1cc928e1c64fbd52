/**
 * What a Visit answers over RPC: the seam between the doors and durable-objects/visit.ts. Sockets and streams go over its
 * `fetch`. Refusals are values, since a class thrown over RPC loses its type.
 */
import type { ConversationId, ProjectId, TenantId, VisitorId } from "@/lib/platform/ids";
import { traced } from "@/lib/platform/trace-calls";
import type { PageFacts } from "../protocol";
import type { SessionClaims } from "./session-token";

export interface VisitBirth {
  tenantId: TenantId;
  projectId: ProjectId;
  conversationId: ConversationId;
  visitorId: VisitorId;
  name: string | null;
  anonymous: boolean;
  language: string;
  page: PageFacts | null;
}

export interface VisitRpc {
  /** Begins it, or goes on with it. `over`: archived, erased, or somebody else's; another one has to begin. */
  enter(birth: VisitBirth): Promise<{ status: "open" | "over" }>;
  /**
   * Frames of a panel without a socket, in their order. What they lead to comes by the streams of the conversation. False:
   * there is no such conversation.
   */
  post(claims: SessionClaims, frames: unknown[]): Promise<boolean>;
  /** The tenant was suspended, or the project paused: closes every socket and stream, and ends a running answer. */
  suspend(tenantId: TenantId): Promise<void>;
  /** Does what is overdue, and answers when the next thing is due: for the registry's rounds. Null: nothing is left. */
  tend(tenantId: TenantId): Promise<number | null>;
  /** Forgets everything that was said, also in Postgres and in the archive. */
  forget(tenantId: TenantId): Promise<void>;
  /** Forgets everything, also that it was there. For a tenant whose grace is over. */
  erase(tenantId: TenantId): Promise<void>;
}

interface NamespaceLike {
  getByName(name: string): unknown;
}

export interface VisitBindings {
  VISIT: NamespaceLike;
}

export function visitName(tenantId: TenantId, conversationId: ConversationId): string {
  return `t:${tenantId}:conv:${conversationId}`;
}

/** Handle to a conversation's object. `fetch` takes sockets and streams that the door admitted. */
export function visitOf(
  { VISIT }: VisitBindings,
  tenantId: TenantId,
  conversationId: ConversationId,
): VisitRpc & { fetch(request: Request): Promise<Response> } {
  return traced(VISIT.getByName(visitName(tenantId, conversationId))) as VisitRpc & {
    fetch(request: Request): Promise<Response>;
  };
}

export interface VisitGateRpc {
  /** Lets a new session through, or says when to come back. */
  pass(max: number): Promise<{ status: "passed" } | { status: "refused"; retryAfterMs: number }>;
}

/** Handle to the counter of one caller's new sessions. `caller` is a hash. */
export function visitGateOf(
  { VISIT_GATE }: { VISIT_GATE: NamespaceLike },
  tenantId: TenantId,
  caller: string,
): VisitGateRpc {
  return VISIT_GATE.getByName(`t:${tenantId}:gate:${caller}`) as VisitGateRpc;
}
