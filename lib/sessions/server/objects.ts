/**
 * What a Conversation answers over RPC: the seam between verbs and durable-objects/conversation.ts. Refusals are values,
 * since a class thrown over RPC loses its type.
 */
import type { CallFailure } from "@/lib/models/server/call";
import type { KeyId, SessionId, TenantId } from "@/lib/platform/ids";
import { traced } from "@/lib/platform/trace-calls";
import type { KeyProof, KeyRecord, LimitView, TenantPolicy } from "@/lib/quotas/protocol";
import type { Done, Refusal } from "@/lib/rooms/server/objects";
import type { SessionAnswer, SessionMessage, SessionPost, SessionView } from "../protocol";

/** Who asks, as the Meter knows them. What a call may do is decided again when it is reserved. */
export interface Caller {
  proof: KeyProof;
  key: KeyRecord;
  policy: TenantPolicy;
}

export interface SessionSettings {
  title: string;
  model: string | null;
  instructions: string;
  user: string | null;
  metadata: Record<string, string>;
  tools: string[];
}

export interface SessionBirth {
  tenantId: TenantId;
  sessionId: SessionId;
  /** The key it was made with. */
  keyId: KeyId;
  settings: SessionSettings;
  createdAt: number;
  /** Of what was asked: the same id with another one is a conflict. */
  bodyHash: string;
}

export interface PostAsk {
  caller: Caller;
  requestId: string;
  post: SessionPost;
  idempotencyKey: string | null;
  bodyHash: string;
}

/** Facts about the answering call, for response headers. */
export interface AnswerFacts {
  model: string;
  provider: string;
  routeReason: string;
  limits: LimitView | null;
}

export type PostAnswer =
  | { status: "answer"; answer: SessionAnswer; facts: AnswerFacts | null }
  /** `body`: Server-Sent Events. A reader that goes away does not end the turn. */
  | { status: "stream"; body: ReadableStream<Uint8Array>; facts: AnswerFacts | null }
  | { status: "failed"; failure: CallFailure }
  | (Refusal & { limit?: string; view?: LimitView });

/** What another session is told: read by its model at the next turn. */
export interface SessionNote {
  /** A note that was taken is not taken again. */
  id: string;
  from: string;
  content: string;
}

/** A tool call that was approved after its turn: what it answered. */
export interface ApprovedCall {
  runId: string;
  tool: string;
  arguments: string;
  result: string;
}

/** Every method compares `tenantId` with the tenant stored at birth; a foreign session answers as one that never was. */
export interface ConversationRpc {
  /** Idempotent: born once; the same ask again answers the session as it is now. */
  create(birth: SessionBirth): Promise<Done<{ session: SessionView; repeated: boolean }>>;
  read(tenantId: TenantId): Promise<Done<{ session: SessionView; keyId: KeyId }>>;
  /** Ends a running answer and forgets everything but that it was there. */
  delete(tenantId: TenantId): Promise<Done>;
  /** Ends a running answer and forgets messages and summary; settings and places stay. */
  reset(tenantId: TenantId): Promise<Done<{ session: SessionView }>>;
  messages(
    tenantId: TenantId,
    range: { before?: number; after?: number; limit: number },
  ): Promise<Done<{ messages: SessionMessage[]; hasMore: boolean }>>;
  post(tenantId: TenantId, ask: PostAsk): Promise<PostAnswer>;
  /** Adds a message that no turn answers; while a turn runs, after it. */
  note(tenantId: TenantId, note: SessionNote): Promise<Done>;
  /** Adds the result of a call that was approved; while a turn runs, after it. */
  approved(tenantId: TenantId, call: ApprovedCall): Promise<Done>;
  /** Sends what Postgres lacks, for a while. True when nothing is left and no answer runs. */
  flush(tenantId: TenantId): Promise<boolean>;
  /** Forgets everything, also that it was there. For a tenant whose grace is over. */
  erase(tenantId: TenantId): Promise<void>;
}

interface NamespaceLike {
  getByName(name: string): unknown;
}

/** Handle to a session's object. */
export function conversationOf(
  bindings: { CONVERSATION: NamespaceLike },
  tenantId: TenantId,
  sessionId: SessionId,
): ConversationRpc {
  return traced(bindings.CONVERSATION.getByName(`t:${tenantId}:conv:${sessionId}`)) as ConversationRpc;
}
