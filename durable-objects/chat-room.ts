import { DurableObject } from "cloudflare:workers";
import type { WordList } from "@/lib/moderation/protocol";
import type { Wants } from "@/lib/notify/core/audience";
import type { MessageNotice } from "@/lib/notify/core/decide";
import type { Told } from "@/lib/observe/protocol";
import type { TellerRpc } from "@/lib/observe/server/objects";
import type { ClientId, PersonId, TenantId } from "@/lib/platform/ids";
import { CLOSE, type InboxRoom, LIMITS, PING, PONG, type TenantRole } from "@/lib/rooms/protocol";
import {
  type ChatRoomRpc,
  type ImportedEvent,
  type RoomAct,
  type RoomActor,
  type RoomBirth,
} from "@/lib/rooms/server/objects";
import { NOTHING } from "./board/teller";
import { act, actIds, expel } from "./room/act";
import { admit } from "./room/admission";
import { bear, birthIds } from "./room/create";
import { entryOf } from "./room/entry";
import { importEvents } from "./room/import-events";
import { LiveRoom } from "./room/live-room";
import { moderate } from "./room/moderate";
import { NO_FILE, NO_ROOM } from "./room/refusals";
import { post } from "./room/post";
import { readEdits, readMessages, readThread } from "./room/reads";
import { isBorn, upgradeTables } from "./room/schema";
import { roomServices } from "./room/services";
import { readPage } from "./room/welcome";
import { forgetAll } from "./sockets";
import { refuseSession } from "./tickets";

/** What a call of the room answers. */
type Answer<Call extends keyof ChatRoomRpc> = ReturnType<ChatRoomRpc[Call]>;

const WORDS_WAIT_MS = 1_000;

/** One room. Plumbing only: sockets and calls in, rules in lib/rooms/core, rows and frames out. */
export class ChatRoom extends DurableObject<RealtimeEnv> implements ChatRoomRpc, TellerRpc {
  private room: LiveRoom | null;

  constructor(ctx: DurableObjectState, env: RealtimeEnv) {
    super(ctx, env);
    const born = isBorn(ctx.storage.sql);
    if (born) upgradeTables(ctx.storage);
    this.room = born ? this.wake() : null;
    // Whatever woke the room, rows that wait for Postgres get their alarm back.
    this.room?.watchdog.wake();
    this.room?.teller.changed();
  }

  override fetch(request: Request): Response {
    return admit(this.room, request);
  }

  override webSocketMessage(socket: WebSocket, frame: string | ArrayBuffer): void {
    this.room?.hear(socket, frame);
  }

  override webSocketClose(socket: WebSocket): void {
    this.room?.leave(socket);
  }

  override webSocketError(socket: WebSocket): void {
    this.room?.leave(socket);
  }

  override async alarm(): Promise<void> {
    this.room?.seats.dropDead(Date.now());
    await this.room?.watchdog.ring();
  }

  async create(birth: RoomBirth): Answer<"create"> {
    const ids = this.room ? new Map<string, ClientId>() : await birthIds(birth);
    this.room ??= bear(this.ctx, birth, ids, () => this.wake());
    const { log, watchdog } = this.room;
    if (log.tenantId !== birth.tenantId) return NO_ROOM;
    watchdog.wake();
    // A room that is just born is not written in yet: its first message meets the list.
    await Promise.race([this.room.words.look(Date.now()), scheduler.wait(WORDS_WAIT_MS)]);
    return { status: "done", meta: log.meta, head: log.head };
  }

  async act(tenantId: TenantId, actor: RoomActor, what: RoomAct, clientId: ClientId): Answer<"act"> {
    const ids = await actIds(what, clientId);
    const room = this.of(tenantId);
    if (!room) return NO_ROOM;
    const done = act(room, actor, what, clientId, ids);
    if (what.type === "member.remove" || what.type === "member.leave") await room.hints.settle();
    return done;
  }

  async standing(tenantId: TenantId, person: PersonId): Answer<"standing"> {
    const room = this.of(tenantId);
    if (!room) return NO_ROOM;
    const { meta, epoch, head, members } = room.log;
    return { status: "done", meta, epoch, head, flushed: room.outbox.flushed, role: members.get(person) ?? null };
  }

  async members(tenantId: TenantId, person: PersonId): Answer<"members"> {
    const room = this.of(tenantId, person);
    if (!room) return NO_ROOM;
    return { status: "done", members: [...room.log.members].map(([each, role]) => ({ person: each, role })) };
  }

  async page(
    tenantId: TenantId,
    person: PersonId,
    { before, after, limit }: { before?: number; after?: number; limit: number },
  ): Answer<"page"> {
    const room = this.of(tenantId, person);
    if (!room) return NO_ROOM;
    const want = after === undefined ? { before: before ?? room.log.head + 1 } : { after };
    return { status: "done", page: readPage(room.log, want, Math.min(Math.max(1, limit), LIMITS.pageSize * 4)) };
  }

  async overlay(tenantId: TenantId, person: PersonId, range: Parameters<ChatRoomRpc["overlay"]>[2]): Answer<"overlay"> {
    const log = this.of(tenantId, person)?.log;
    if (!log) return NO_ROOM;
    const events =
      "seqs" in range ? log.changesOf(range.seqs, range.after) : log.changes(range.from, range.to, range.after);
    return { status: "done", head: log.head, events };
  }

  async thread(tenantId: TenantId, person: PersonId, wish: Parameters<ChatRoomRpc["thread"]>[2]): Answer<"thread"> {
    const room = this.of(tenantId, person);
    const page = room ? readThread(room.log, wish) : null;
    if (!room || !page) return NO_ROOM;
    return { status: "done", page: { ...page, reading: room.threads.of(person, wish.root) } };
  }

  async messages(
    tenantId: TenantId,
    person: PersonId,
    wish: Parameters<ChatRoomRpc["messages"]>[2],
  ): Answer<"messages"> {
    const room = this.of(tenantId, person);
    if (!room) return NO_ROOM;
    const seqs = "pins" in wish ? room.marks.pins().map(({ target }) => target) : wish.seqs;
    return { status: "done", messages: readMessages(room.log, seqs) };
  }

  async edits(tenantId: TenantId, actor: RoomActor, seq: number): Answer<"edits"> {
    const room = this.of(tenantId, actor.person);
    return room ? readEdits(room.log, actor, seq) : NO_ROOM;
  }

  async read(tenantId: TenantId, person: PersonId, upTo: number): Promise<void> {
    this.of(tenantId, person)?.read(person, upTo);
  }

  async post(tenantId: TenantId, person: PersonId, message: Parameters<ChatRoomRpc["post"]>[2]): Answer<"post"> {
    return await post(() => this.of(tenantId, person), person, message);
  }

  async subscribe(tenantId: TenantId, person: PersonId): Promise<InboxRoom | null> {
    const room = this.of(tenantId, person);
    const entry = room ? entryOf(room, person) : null;
    if (room && entry) room.hints.subscribe(person, entry.version);
    return entry;
  }

  async file(tenantId: TenantId, person: PersonId, id: string): Answer<"file"> {
    const room = this.of(tenantId, person);
    if (!room) return NO_ROOM;
    const file = room.files.shown(id);
    return file ? { status: "done", file } : NO_FILE;
  }

  async attached(tenantId: TenantId, ids: string[]): Promise<string[]> {
    const room = this.of(tenantId);
    return room ? ids.filter((id) => room.files.has(id)) : [];
  }

  async waiting(tenantId: TenantId, person: PersonId, seqs: number[]): Promise<MessageNotice[]> {
    return this.of(tenantId, person)?.notices.waiting(person, seqs) ?? [];
  }

  async listen(tenantId: TenantId, person: PersonId, wants: Wants | null): Promise<void> {
    this.of(tenantId, person)?.notices.listen(person, wants);
  }

  async importEvents(tenantId: TenantId, events: ImportedEvent[]): Promise<ReturnType<typeof importEvents>> {
    const room = this.of(tenantId);
    return room ? importEvents(room, events) : NO_ROOM;
  }

  async flush(waitMs: number): Promise<{ flushed: number; head: number }> {
    if (!this.room) return { flushed: 0, head: 0 };
    const { outbox, watchdog, log } = this.room;
    await Promise.race([outbox.drain(), scheduler.wait(waitMs)]);
    watchdog.wake();
    return { flushed: outbox.flushed, head: log.head };
  }

  async endSession(tenantId: TenantId, person: PersonId, sessionId: string): Promise<void> {
    const room = this.of(tenantId);
    if (!room) return;
    refuseSession(room.sql, sessionId, Date.now());
    room.seats.close(
      (seat) => seat.person === person && seat.session === sessionId,
      CLOSE.sessionEnded,
      "session_ended",
    );
  }

  async tenantRoleChanged(tenantId: TenantId, person: PersonId, role: TenantRole, at: number): Promise<void> {
    this.of(tenantId, person)?.tenantRoleChanged(person, role, at);
  }

  async wordsChanged(tenantId: TenantId, list: WordList): Promise<void> {
    this.of(tenantId)?.words.learn(list);
  }

  async moderate(tenantId: TenantId, actor: RoomActor, target: number, clientId: ClientId): Answer<"moderate"> {
    const room = this.of(tenantId);
    return room ? moderate(room, actor, target, clientId) : NO_ROOM;
  }

  async expel(tenantId: TenantId, person: PersonId, by: PersonId): Promise<void> {
    const room = this.of(tenantId);
    if (!room) return;
    expel(room, person, by);
    await room.hints.settle();
  }

  async stand(tenantId: TenantId): Promise<Told> {
    return this.of(tenantId)?.stand() ?? NOTHING;
  }

  async suspend(tenantId: TenantId, at: number): Promise<void> {
    const room = this.of(tenantId);
    if (!room) return;
    room.log.setMeta("suspended_at", at);
    room.seats.close(() => true, CLOSE.suspended, "suspended");
  }

  async erase(tenantId: TenantId): Promise<void> {
    if (this.room && this.room.log.tenantId !== tenantId) return;
    this.room?.seats.close(() => true, CLOSE.suspended, "suspended");
    const { room } = this;
    this.room = null;
    await room?.teller.close();
    await forgetAll(this.ctx);
  }

  /** The room, when it is this tenant's and (where a person is named) the person is in it. */
  private of(tenantId: TenantId, person?: PersonId): LiveRoom | null {
    const room = this.room;
    if (!room || room.log.tenantId !== tenantId) return null;
    if (person !== undefined && !room.log.members.has(person)) return null;
    room.watchdog.wake();
    return room;
  }

  private wake(): LiveRoom {
    this.ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    return new LiveRoom(this.ctx, roomServices(this.env));
  }
}
