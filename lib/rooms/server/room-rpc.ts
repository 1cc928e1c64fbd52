/** What a room answers over RPC. Refusals are values, since a class thrown over RPC loses its type. */
import type { ErrorCode } from "@/lib/platform/errors";
import type { Wants } from "@/lib/notify/core/audience";
import type { MessageNotice } from "@/lib/notify/core/decide";
import type { ClientId, PersonId, RoomId, TenantId } from "@/lib/platform/ids";
import type { WordList } from "@/lib/moderation/protocol";
import type { RoomAct, RoomActor, TenantRole } from "../core/acts";
import type {
  FileInfo,
  HistoryPage,
  InboxRoom,
  MessageEdit,
  MessageView,
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
