import { DurableObject } from "cloudflare:workers";
import type { LaterAct } from "@/lib/later/core/acts";
import type { LaterItem } from "@/lib/later/protocol";
import type { MessageNotice } from "@/lib/notify/core/decide";
import type { NotifyProfile } from "@/lib/notify/core/profile";
import { CLOSE, type InboxRoom, PING, PONG, type PresenceView, type TenantRole } from "@/lib/rooms/protocol";
import { type Done, type InboxRpc, objectsOf } from "@/lib/rooms/server/objects";
import type { PersonId, RoomId, TenantId } from "@/lib/platform/ids";
import { admit } from "./inbox/admission";
import { LiveInbox } from "./inbox/live-inbox";
import { Own } from "./inbox/own";
import { inboxServices } from "./inbox/services";
import { forgetAll } from "./sockets";

/** One person's inbox in one tenant: the always-open socket of each device, the room list, presence. Plumbing only. */
export class Inbox extends DurableObject<RealtimeEnv> implements InboxRpc {
  private inbox: LiveInbox | null;

  constructor(ctx: DurableObjectState, env: RealtimeEnv) {
    super(ctx, env);
    const own = Own.find(ctx.storage.sql);
    this.inbox = own ? this.wake(own) : null;
    this.inbox?.greetUnwelcomed();
    this.inbox?.arm();
    this.inbox?.teller.changed();
  }

  override fetch(request: Request): Response {
    return admit(this.ctx, request, ({ tenant, person }) => this.born(tenant, person));
  }

  override webSocketMessage(socket: WebSocket, frame: string | ArrayBuffer): void {
    this.inbox?.hear(socket, frame);
  }

  override webSocketClose(socket: WebSocket): void {
    this.inbox?.leave(socket);
  }

  override webSocketError(socket: WebSocket): void {
    this.inbox?.leave(socket);
  }

  override async alarm(): Promise<void> {
    await this.inbox?.ring();
  }

  async hint(tenantId: TenantId, person: PersonId, roomId: RoomId, entry: InboxRoom | null): Promise<boolean> {
    const inbox = this.of(tenantId, person);
    if (!inbox) return false;
    const heard = inbox.devices.size > 0;
    if (entry === null) inbox.dropRoom(roomId);
    else inbox.rooms.take(entry, !heard);
    return heard;
  }

  async joined(tenantId: TenantId, person: PersonId, roomId: RoomId): Promise<void> {
    const inbox = this.inbox ? this.of(tenantId, person) : this.born(tenantId, person);
    inbox?.rooms.note(roomId);
    inbox?.refreshSoon();
    inbox?.notifier.tellWantsSoon();
  }

  async news(tenantId: TenantId, person: PersonId, notices: MessageNotice[]): Promise<void> {
    const inbox = this.inbox ? this.of(tenantId, person) : this.born(tenantId, person);
    await inbox?.news(notices);
  }

  async configure(tenantId: TenantId, person: PersonId, profile: NotifyProfile): Promise<void> {
    const inbox = this.inbox ? this.of(tenantId, person) : this.born(tenantId, person);
    inbox?.notifier.configure(profile);
    inbox?.arm();
  }

  async presence(tenantId: TenantId, person: PersonId, people: PresenceView[]): Promise<boolean> {
    const inbox = this.of(tenantId, person);
    if (!inbox || inbox.devices.size === 0) return false;
    inbox.devices.tellPresence(person, people);
    return true;
  }

  async later(tenantId: TenantId, person: PersonId, act: LaterAct): Promise<Done<{ item: LaterItem | null }>> {
    const inbox = this.inbox ? this.of(tenantId, person) : this.born(tenantId, person);
    if (!inbox) return { status: "refused", code: "not_found", message: "There is no such inbox." };
    const done = inbox.later.act(act, Date.now());
    inbox.arm();
    return done;
  }

  async tend(tenantId: TenantId, person: PersonId): Promise<number | null> {
    const inbox = this.of(tenantId, person);
    inbox?.arm();
    return inbox?.dueAt() ?? null;
  }

  async endSession(tenantId: TenantId, person: PersonId, sessionId: string): Promise<void> {
    await this.of(tenantId, person)?.endSession(sessionId);
  }

  async tenantRoleChanged(tenantId: TenantId, person: PersonId, role: TenantRole, at: number): Promise<void> {
    await this.of(tenantId, person)?.tenantRoleChanged(role, at);
  }

  async expel(tenantId: TenantId, person: PersonId, by: PersonId): Promise<void> {
    await this.of(tenantId, person)?.expel(by);
  }

  async suspend(tenantId: TenantId, person: PersonId, at: number): Promise<void> {
    const inbox = this.inbox ? this.of(tenantId, person) : this.born(tenantId, person);
    inbox?.suspend(at);
  }

  async erase(tenantId: TenantId, person: PersonId): Promise<void> {
    if (this.inbox && !this.of(tenantId, person)) return;
    // Nobody is told that the person left: those who would be are erased as well.
    const { inbox } = this;
    inbox?.devices.close(() => true, CLOSE.suspended, "suspended");
    this.inbox = null;
    await inbox?.teller.close();
    await forgetAll(this.ctx);
  }

  private of(tenantId: TenantId, person: PersonId): LiveInbox | null {
    const { inbox } = this;
    return inbox && inbox.own.tenantId === tenantId && inbox.own.person === person ? inbox : null;
  }

  private born(tenantId: TenantId, person: PersonId): LiveInbox {
    this.inbox ??= this.wake(this.ctx.storage.transactionSync(() => Own.bear(this.ctx.storage.sql, tenantId, person)));
    return this.inbox;
  }

  private wake(own: Own): LiveInbox {
    this.ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    return new LiveInbox(this.ctx, own, objectsOf(this.env), inboxServices(this.env, own));
  }
}
