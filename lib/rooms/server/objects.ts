/**
 * What the live objects answer over RPC: the seam between verbs (either Worker) and durable-objects/.
 * The classes implement these interfaces; verbs see nothing else. Refusals are values, since a class thrown over RPC loses its type.
 */
import { visitOf, type VisitRpc } from "@/lib/assistant/server/objects";
import type { ErrorCode } from "@/lib/platform/errors";
import type { Wants } from "@/lib/notify/core/audience";
import type { MessageNotice } from "@/lib/notify/core/decide";
import type { NotifyProfile } from "@/lib/notify/core/profile";
import type { ClientId, ConversationId, PersonId, RoomId, SessionId, TenantId } from "@/lib/platform/ids";
import type { WordList } from "@/lib/moderation/protocol";
import type { LaterAct } from "@/lib/later/core/acts";
import type { LaterItem } from "@/lib/later/protocol";
import type { MeterRpc } from "@/lib/quotas/protocol";
import type { RoomAct, RoomActor, TenantRole } from "../core/acts";
import type {
  FileInfo,
  HistoryPage,
  InboxRoom,
  MessageEdit,
  MessageView,
  PresenceView,
  RoomEvent,
  RoomKind,
  RoomMeta,
  RoomRole,
  RoomVisibility,
  ThreadPage,
} from "../protocol";

export type Refusal = { status: "refused"; code: ErrorCode; message: string; param?: string; retryAfterMs?: number };
export type Done<T = object> = ({ status: "done" } & T) | Refusal;

export interface RoomBirth {
  tenantId: TenantId;
  roomId: RoomId;
  kind: RoomKind;
  visibility: RoomVisibility;
  name: string;
  topic: string;
  createdBy: PersonId;
  createdAt: number;
  /** The creator is an owner whether listed or not (in a dm everyone is a plain member). */
  members: PersonId[];
  clientId: ClientId;
}

/** One imported event; `at`, `author` and `clientId` come from the source, `seq` from the room. */
export type ImportedEvent =
  | {
      type: "message";
      clientId: ClientId;
      author: PersonId;
      at: number;
      body: string;
      threadClientId: ClientId | null;
      /** A reply that the source showed in the room as well. */
      inRoom?: boolean;
      editedAt?: number;
      source: string;
    }
  | {
      type: "reaction";
      clientId: ClientId;
      author: PersonId;
      at: number;
      targetClientId: ClientId;
      targetAuthor: PersonId;
      emoji: string;
      source: string;
    }
  | {
      type: "pin";
      clientId: ClientId;
      /** Who pinned it, as far as the source says; `at` likewise. */
      author: PersonId;
      at: number;
      targetClientId: ClientId;
      targetAuthor: PersonId;
      source: string;
    };

/** Why an event was left out, or (in `notes`) what was changed about one that was kept. */
export interface ImportNote {
  clientId: ClientId;
  reason: string;
}

export interface RoomStanding {
  meta: RoomMeta;
  epoch: string;
  head: number;
  /** Every event up to this seq is in Postgres. */
  flushed: number;
  role: RoomRole | null;
}

/** Every method compares `tenantId` with the tenant stored at birth; another tenant's call gets what an unborn room answers. */
export interface ChatRoomRpc {
  /** Idempotent: a room is born once; a repeat answers the original. */
  create(birth: RoomBirth): Promise<Done<{ meta: RoomMeta; head: number }>>;
  act(
    tenantId: TenantId,
    actor: RoomActor,
    act: RoomAct,
    clientId: ClientId,
  ): Promise<Done<{ seq: number; meta: RoomMeta }>>;
  /** not_found when unborn or foreign. */
  standing(tenantId: TenantId, person: PersonId): Promise<Done<RoomStanding>>;
  members(tenantId: TenantId, person: PersonId): Promise<Done<{ members: { person: PersonId; role: RoomRole }[] }>>;
  /** A page from the object's own log: for what Postgres does not hold yet, or while it is away. Members only. */
  page(
    tenantId: TenantId,
    person: PersonId,
    range: { before?: number; after?: number; limit: number },
  ): Promise<Done<{ page: HistoryPage }>>;
  /**
   * Events after `after` that change a message in [from, to] (or one of the named `seqs`), to bring what was read from
   * Postgres up to date; and proof that the person is still a member.
   */
  overlay(
    tenantId: TenantId,
    person: PersonId,
    range: { after: number } & ({ from: number; to: number } | { seqs: number[] }),
  ): Promise<Done<{ head: number; events: RoomEvent[] }>>;
  /** The newest replies of a thread before a seq, from the object's own log, and where the person stands in it. Members only. */
  thread(
    tenantId: TenantId,
    person: PersonId,
    wish: { root: number; before: number | null; limit: number },
  ): Promise<Done<{ page: ThreadPage }>>;
  /** Messages as they stand, in the order named; those that are none are left out. `pins`: the pinned ones, the latest pin first. */
  messages(
    tenantId: TenantId,
    person: PersonId,
    wish: { seqs: number[] } | { pins: true },
  ): Promise<Done<{ messages: MessageView[] }>>;
  /** Every text of a message, oldest first; for its author and whoever runs the room or the tenant. */
  edits(tenantId: TenantId, actor: RoomActor, seq: number): Promise<Done<{ edits: MessageEdit[] }>>;
  /** A message of a member, as their own socket would send it: judged by the same rules, once per client id. */
  post(
    tenantId: TenantId,
    person: PersonId,
    message: { clientId: ClientId; body: string; thread: number | null },
  ): Promise<Done<{ seq: number }>>;
  /** Moves the person's read cursor forward, as their own socket would. Nothing happens for somebody who is not in the room. */
  read(tenantId: TenantId, person: PersonId, upTo: number): Promise<void>;
  /** What the person's Inbox shows for this room; also registers that Inbox for hints. Null when not a member. */
  subscribe(tenantId: TenantId, person: PersonId): Promise<InboxRoom | null>;
  /** A file of this room as its message says it; not_found when the message is deleted. Members only. */
  file(tenantId: TenantId, person: PersonId, id: string): Promise<Done<{ file: FileInfo }>>;
  /** Those of the files that are in a message of this room, deleted or not. */
  attached(tenantId: TenantId, ids: string[]): Promise<string[]>;
  /** Those of the messages that the member has not read, as they stand now; deleted ones are left out. */
  waiting(tenantId: TenantId, person: PersonId, seqs: number[]): Promise<MessageNotice[]>;
  /** What a member wants to be told of besides mentions; null: nothing more. */
  listen(tenantId: TenantId, person: PersonId, wants: Wants | null): Promise<void>;
  /** Appends imported history. Deduplicated by (author, clientId); answers how many were new. */
  importEvents(
    tenantId: TenantId,
    events: ImportedEvent[],
  ): Promise<Done<{ added: number; repeated: number; skipped: ImportNote[]; notes: ImportNote[]; head: number }>>;
  /** Pushes the outbox to Postgres now, waiting at most `waitMs`. Never throws. */
  flush(waitMs: number): Promise<{ flushed: number; head: number }>;
  /** Closes sockets of a signed-out session. */
  endSession(tenantId: TenantId, person: PersonId, sessionId: string): Promise<void>;
  /** The tenant gave the person another role at `at`: kept, and told to their sockets here, before this answers. */
  tenantRoleChanged(tenantId: TenantId, person: PersonId, role: TenantRole, at: number): Promise<void>;
  /** The tenant's word filter is another one now: kept, and judged by, before this answers. An older one changes nothing. */
  wordsChanged(tenantId: TenantId, list: WordList): Promise<void>;
  /** Deletes a message as an administrator of the tenant, in the room or not. `repeated`: it was deleted before. */
  moderate(
    tenantId: TenantId,
    actor: RoomActor,
    target: number,
    clientId: ClientId,
  ): Promise<Done<{ seq: number; repeated: boolean }>>;
  /** The person left the tenant: removed from the room, event written, sockets closed, before this answers. */
  expel(tenantId: TenantId, person: PersonId, by: PersonId): Promise<void>;
  /** The tenant was suspended at `at`: every socket is closed, and tickets from before open nothing. */
  suspend(tenantId: TenantId, at: number): Promise<void>;
  /** Forgets everything. For a tenant whose grace is over. */
  erase(tenantId: TenantId): Promise<void>;
}

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
  /** Tells these rooms, inboxes and conversations that the tenant was suspended at `at`. Answers how many did not hear it. */
  suspend(
    tenantId: TenantId,
    at: number,
    whom: { rooms: RoomId[]; people: PersonId[]; conversations?: ConversationId[] },
  ): Promise<{ unheard: number }>;
  /** Has these rooms, inboxes, sessions and conversations forget everything. Answers how many did not hear it. */
  erase(
    tenantId: TenantId,
    whom: { rooms: RoomId[]; people: PersonId[]; sessions: SessionId[]; conversations?: ConversationId[] },
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
export interface ObjectBindings {
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
}

export function objectsOf(bindings: ObjectBindings): Objects {
  return {
    room: (tenantId, roomId) => bindings.CHAT_ROOM.getByName(objectName.room(tenantId, roomId)) as ChatRoomRpc,
    inbox: (tenantId, person) => bindings.INBOX.getByName(objectName.inbox(tenantId, person)) as InboxRpc,
    presence: (tenantId) => bindings.PRESENCE.getByName(objectName.presence(tenantId)) as PresenceRpc,
    meter: (tenantId) => bindings.METER.getByName(objectName.meter(tenantId)) as MeterRpc,
    registry: (tenantId) => bindings.OUTBOX_REGISTRY.getByName(objectName.registry(tenantId)) as RegistryRpc,
    visit: (tenantId, conversationId) => visitOf(bindings, tenantId, conversationId),
  };
}
