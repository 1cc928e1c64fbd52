/**
 * What the live objects answer over RPC: the seam between verbs (either Worker) and durable-objects/.
 * The classes implement these interfaces; verbs see nothing else.
 */
import { visitOf, type VisitRpc } from "@/lib/assistant/server/objects";
import {
  type EvaluationRunRpc,
  evaluationRunOf,
  type PlaygroundBindings,
  type TrialRpc,
  trialOf,
} from "@/lib/playground/server/objects";
import type { MessageNotice } from "@/lib/notify/core/decide";
import type { NotifyProfile } from "@/lib/notify/core/profile";
import type { ConversationId, PersonId, ProjectId, RoomId, SessionId, TenantId } from "@/lib/platform/ids";
import { traced } from "@/lib/platform/trace-calls";
import type { LaterAct } from "@/lib/later/core/acts";
import type { LaterItem } from "@/lib/later/protocol";
import type { MeterRpc } from "@/lib/quotas/protocol";
import type { RoomAct, RoomActor, TenantRole } from "../core/acts";
import type { InboxRoom, PresenceView } from "../protocol";
import type { ChatRoomRpc, Done } from "./room-rpc";

export type * from "./room-rpc";

export interface InboxRpc {
  /** Room -> Inbox: an absolute entry, or null when the person is no longer in the room. False: nobody is listening, unsubscribe me. */
  hint(tenantId: TenantId, person: PersonId, roomId: RoomId, entry: InboxRoom | null): Promise<boolean>;
  /** Room -> Inbox: you are now a member; ask `subscribe` when a device is there. */
  joined(tenantId: TenantId, person: PersonId, roomId: RoomId): Promise<void>;
  /** Presence -> Inbox: changes among those somebody here watches. False: nobody is listening. */
  presence(tenantId: TenantId, person: PersonId, people: PresenceView[]): Promise<boolean>;
  /** Does something with what the person keeps for later. */
  later(tenantId: TenantId, person: PersonId, act: LaterAct): Promise<Done<{ item: LaterItem | null }>>;
  /** Looks whether anything is overdue, and answers when the next thing is due: for the registry's rounds. */
  tend(tenantId: TenantId, person: PersonId): Promise<number | null>;
  /** Room -> Inbox: messages that may concern this member. Told again, they are taken once. */
  news(tenantId: TenantId, person: PersonId, notices: MessageNotice[]): Promise<void>;
  /** The person's notification settings and subscriptions as they stand in Postgres. An older version changes nothing. */
  configure(tenantId: TenantId, person: PersonId, profile: NotifyProfile): Promise<void>;
  endSession(tenantId: TenantId, person: PersonId, sessionId: string): Promise<void>;
  /** The tenant gave the person another role: told to every device, and to every room the inbox knows. */
  tenantRoleChanged(tenantId: TenantId, person: PersonId, role: TenantRole, at: number): Promise<void>;
  /** The person left the tenant: closes every socket here and expels them from every room they are in. */
  expel(tenantId: TenantId, person: PersonId, by: PersonId): Promise<void>;
  /** The tenant was suspended at `at`: every socket is closed, and tickets from before open nothing. */
  suspend(tenantId: TenantId, person: PersonId, at: number): Promise<void>;
  /** Forgets everything. For a tenant whose grace is over. */
  erase(tenantId: TenantId, person: PersonId): Promise<void>;
}

export interface PresenceRpc {
  /** Inbox -> Presence: my person's state now; `watching` is everybody any of my devices shows. Answers their states. */
  report(tenantId: TenantId, me: PresenceView & { invisible: boolean }, watching: PersonId[]): Promise<PresenceView[]>;
}

/** Objects with nothing to tell before they go. */
export interface Erasable {
  /** Forgets everything. For a tenant whose grace is over. */
  erase(tenantId: TenantId): Promise<void>;
}

/** A tenant's registry, where verbs need it: it reaches many objects without the caller's limit on calls. */
export interface RegistryRpc {
  /** Rooms that may have rows Postgres lacks. */
  rooms(tenantId: TenantId): Promise<RoomId[]>;
  /** Visitors' conversations that have something to do yet; Postgres need not know them. */
  conversations(tenantId: TenantId): Promise<ConversationId[]>;
  /** Closes what visitors of this project have open. Answers how many did not hear it. */
  shutProject(tenantId: TenantId, projectId: ProjectId): Promise<{ unheard: number }>;
  /** Tells these rooms, inboxes and conversations that the tenant was suspended at `at`. Answers how many did not hear it. */
  suspend(
    tenantId: TenantId,
    at: number,
    whom: { rooms: RoomId[]; people: PersonId[]; conversations?: ConversationId[] },
  ): Promise<{ unheard: number }>;
  /** Has these rooms, inboxes, sessions, conversations and projects' indexes forget everything. Answers how many did not hear it. */
  erase(
    tenantId: TenantId,
    whom: {
      rooms: RoomId[];
      people: PersonId[];
      sessions: SessionId[];
      conversations?: ConversationId[];
      projects?: ProjectId[];
    },
  ): Promise<{ unheard: number }>;
  /** Has those objects that a tenant has one of, its Presence and its Meter, forget everything. */
  eraseOnes(tenantId: TenantId): Promise<void>;
  /** Forgets its own lists, last of all. */
  eraseSelf(tenantId: TenantId): Promise<void>;
}

export type { RoomAct, RoomActor, TenantRole };

/** Object names. The tenant id is the first part of every one. */
export const objectName = {
  room: (tenantId: TenantId, roomId: RoomId) => `t:${tenantId}:room:${roomId}`,
  inbox: (tenantId: TenantId, person: PersonId) => `t:${tenantId}:user:${person}`,
  presence: (tenantId: TenantId) => `t:${tenantId}:presence`,
  meter: (tenantId: TenantId) => `t:${tenantId}:meter`,
  registry: (tenantId: TenantId) => `t:${tenantId}:outbox`,
} as const;

interface NamespaceLike {
  getByName(name: string): unknown;
}

/** The bindings both Workers carry for the objects. */
export interface ObjectBindings extends PlaygroundBindings {
  CHAT_ROOM: NamespaceLike;
  INBOX: NamespaceLike;
  PRESENCE: NamespaceLike;
  METER: NamespaceLike;
  OUTBOX_REGISTRY: NamespaceLike;
  VISIT: NamespaceLike;
}

/** Typed handles to the objects of one tenant; the only place where a binding becomes an interface. */
export interface Objects {
  room(tenantId: TenantId, roomId: RoomId): ChatRoomRpc;
  inbox(tenantId: TenantId, person: PersonId): InboxRpc;
  presence(tenantId: TenantId): PresenceRpc;
  meter(tenantId: TenantId): MeterRpc;
  registry(tenantId: TenantId): RegistryRpc;
  visit(tenantId: TenantId, conversationId: ConversationId): Pick<VisitRpc, "forget">;
  /** A person's own test conversation. */
  trial(tenantId: TenantId, person: PersonId, conversation: string): Omit<TrialRpc, "examine">;
  evaluationRun(tenantId: TenantId, run: string): EvaluationRunRpc;
}

export function objectsOf(bindings: ObjectBindings): Objects {
  return {
    room: (tenantId, roomId) => traced(bindings.CHAT_ROOM.getByName(objectName.room(tenantId, roomId))) as ChatRoomRpc,
    inbox: (tenantId, person) => traced(bindings.INBOX.getByName(objectName.inbox(tenantId, person))) as InboxRpc,
    presence: (tenantId) => traced(bindings.PRESENCE.getByName(objectName.presence(tenantId))) as PresenceRpc,
    meter: (tenantId) => traced(bindings.METER.getByName(objectName.meter(tenantId))) as MeterRpc,
    registry: (tenantId) => traced(bindings.OUTBOX_REGISTRY.getByName(objectName.registry(tenantId))) as RegistryRpc,
    visit: (tenantId, conversationId) => visitOf(bindings, tenantId, conversationId),
    trial: (tenantId, person, conversation) => trialOf(bindings, tenantId, person, conversation),
    evaluationRun: (tenantId, run) => evaluationRunOf(bindings, tenantId, run),
  };
}
