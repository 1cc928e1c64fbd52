import { CLOSE, inboxFrame, type InboxServerFrame, parseFrame, PROTOCOL_VERSION } from "@/lib/rooms/protocol";
import type { Objects, TenantRole } from "@/lib/rooms/server/objects";
import type { MessageNotice } from "@/lib/notify/core/decide";
import type { PersonId, RoomId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import { Teller } from "../board/teller";
import { hangUp, isTooBig } from "../sockets";
import { refuseSession } from "../tickets";
import { Later } from "../later/later";
import { RegistryMark } from "../later/registry-mark";
import { type Device, Devices } from "./devices";
import { everyRoom } from "./every-room";
import { Expulsion } from "./expulsion";
import { Notifier } from "./notifier";
import { obey, type Hands } from "./obey";
import type { Own } from "./own";
import { Reporter } from "./reporter";
import { RoomList } from "./room-list";
import type { InboxServices } from "./services";

/** How long a device waits for rooms that must be asked before it is shown what is known. */
const GREET_WAIT_MS = 1_500;
const RETRY_MS = 5_000;
const LOOK_FOR_SILENT_MS = 90_000;

/** An inbox that has an owner, awake. */
export class LiveInbox {
  readonly devices: Devices;
  readonly rooms: RoomList;
  readonly reporter: Reporter;
  readonly later: Later;
  readonly notifier: Notifier;
  readonly own: Own;
  readonly teller: Teller;
  readonly sql: SqlStorage;
  private readonly ctx: DurableObjectState;
  private readonly objects: Objects;
  private readonly marks: RegistryMark;
  private readonly expulsion: Expulsion;
  /** What the frames of a device reach. */
  private readonly hands: Hands;
  private working = false;

  constructor(ctx: DurableObjectState, own: Own, objects: Objects, services: InboxServices) {
    this.ctx = ctx;
    this.sql = ctx.storage.sql;
    this.own = own;
    this.objects = objects;
    this.devices = new Devices(ctx);
    const stand = () => ({ sockets: this.devices.size, rows: 0, since: null, parked: 0 });
    this.teller = new Teller(ctx, stand, services.tell);
    this.devices.onChange = () => this.teller.changed();
    this.rooms = new RoomList(own, this.sql, objects, this.devices);
    this.reporter = new Reporter(own, objects, this.devices);
    this.marks = new RegistryMark(own, services.mark);
    this.expulsion = new Expulsion(own, this.sql, objects, (room) => this.dropRoom(room));
    this.later = new Later(
      { sql: this.sql, own, objects, project: services.project, tell: (frame) => this.devices.tell(frame) },
      Date.now(),
    );
    const { devices, rooms, reporter, later } = this;
    this.hands = {
      own,
      objects,
      devices,
      reporter,
      later,
      arm: () => this.arm(),
      waitUntil: (work) => ctx.waitUntil(work),
    };
    const doNotDisturb = () => reporter.mode === "dnd";
    const awaySince = () => devices.awaySince(own.get("last_seen") as number | null);
    this.notifier = new Notifier({ ctx, own, devices, rooms, objects, services, doNotDisturb, awaySince });
  }

  /** A device was seated: its rooms are brought up to date, then it is welcomed. */
  async greet(socket: WebSocket, device: Device): Promise<void> {
    await Promise.race([this.rooms.refresh(), scheduler.wait(GREET_WAIT_MS)]);
    await Promise.race([this.reporter.publish(), scheduler.wait(GREET_WAIT_MS)]);
    if (!this.devices.get(socket)) return;
    device.welcomed = true;
    this.devices.save(socket, device);
    const welcome: InboxServerFrame = {
      type: "inbox.welcome",
      v: PROTOCOL_VERSION,
      you: this.own.person,
      tenantRole: this.own.tenantRole,
      rooms: this.rooms.all(),
      presence: this.reporter.me(Date.now()),
      mode: this.reporter.mode,
      later: this.later.all(),
    };
    const settings: InboxServerFrame = { type: "notify.settings", settings: this.notifier.settings };
    this.devices.send(socket, JSON.stringify([welcome, settings]));
    this.notifier.tellWantsSoon();
    this.arm();
  }

  /** Sockets whose greeting was cut short by a restart. */
  greetUnwelcomed(): void {
    for (const [socket, device] of this.devices.entries()) {
      if (!device.welcomed) this.ctx.waitUntil(this.greet(socket, device));
    }
  }

  hear(socket: WebSocket, frame: string | ArrayBuffer): void {
    const device = this.devices.get(socket);
    if (!device) return;
    if (isTooBig(frame)) return this.dismiss(socket, CLOSE.frameTooBig, "frame_too_big");
    const parsed = parseFrame(inboxFrame, typeof frame === "string" ? frame : "");
    if (!parsed.ok) return this.bad(socket, device, parsed.message, parsed.param);
    const refusal = obey(this.hands, socket, device, parsed.value);
    if (refusal) this.bad(socket, device, refusal.message, refusal.param);
  }

  leave(socket: WebSocket): void {
    if (this.devices.remove(socket)) this.departed();
  }

  /** Messages of rooms. One that this inbox does not know yet is asked whether the person is in it. */
  async news(notices: readonly MessageNotice[]): Promise<void> {
    const { tenantId, person } = this.own;
    const room = notices[0]?.room;
    if (room === undefined) return;
    if (!this.rooms.has(room)) {
      const standing = await this.objects.room(tenantId, room).standing(tenantId, person);
      if (standing.status !== "done" || standing.role === null) return;
      this.rooms.note(room);
    }
    this.notifier.take(notices.filter((notice) => notice.room === room));
    this.arm();
  }

  /** The person is no longer in the room. */
  dropRoom(room: RoomId): void {
    this.rooms.drop(room);
    this.notifier.drop(room);
  }

  /** The session was signed out. Its tickets that are still on their way are refused for as long as one lives. */
  async endSession(sessionId: string): Promise<void> {
    refuseSession(this.sql, sessionId, Date.now());
    this.notifier.endSession(sessionId);
    if (this.devices.close(({ session }) => session === sessionId, CLOSE.sessionEnded, "session_ended"))
      this.departed();
    await everyRoom(this.rooms.ids(), "room.expel_failed", (room) =>
      this.objects.room(this.own.tenantId, room).endSession(this.own.tenantId, this.own.person, sessionId),
    );
  }

  /**
   * The tenant gave the person another role: every device hears of it, and every room they are in. The caller hears when
   * a room did not answer, and says it again.
   */
  async tenantRoleChanged(role: TenantRole, at: number): Promise<void> {
    if (this.own.learnRole(role, at)) this.devices.tell({ type: "you", tenantRole: role });
    const { tenantId, person } = this.own;
    const told = await everyRoom(this.rooms.ids(), "room.call_failed", (room) =>
      this.objects.room(tenantId, room).tenantRoleChanged(tenantId, person, role, at),
    );
    if (!told) throw new Error("Some rooms did not hear of the new role.");
  }

  /**
   * The person left the tenant. Their rooms are written down first, so that those which do not answer are expelled by
   * the alarm; the caller hears of it when not all of them did.
   */
  async expel(by: PersonId): Promise<void> {
    this.own.set("expelled_at", Date.now());
    this.notifier.forgetAll();
    this.expulsion.note(this.rooms.ids(), by);
    if (this.devices.close(() => true, CLOSE.notMember, "not_member")) this.departed();
    await this.expulsion.carryOn();
    this.arm();
    if (this.expulsion.isUnfinished()) throw new Error("Some rooms did not answer yet; they are tried again.");
  }

  /** The tenant was suspended: nobody reads here, and what was asked for before it opens nothing. */
  suspend(at: number): void {
    this.own.set("suspended_at", at);
    if (this.devices.close(() => true, CLOSE.suspended, "suspended")) this.departed();
  }

  /** The alarm's work. Never throws; setting the next alarm is the last thing it does. */
  async ring(): Promise<void> {
    this.working = true;
    try {
      for (const socket of this.devices.silent(Date.now())) {
        hangUp(socket, CLOSE.restart, "silent");
        this.leave(socket);
      }
      await this.expulsion.carryOn();
      await this.later.ring();
      if (this.devices.size > 0) await this.rooms.refresh();
      await this.notifier.ring();
      await this.reporter.publish();
    } catch (error) {
      log({ event: "presence.report_failed", level: "error", ...errorFacts(error) });
    }
    this.working = false;
    this.arm();
  }

  /** When the next thing is due that nothing else would bring about, should the alarm be lost; null: there is none. */
  dueAt(): number | null {
    const due = [this.later.dueAt(), this.notifier.digest.dueAt].filter((at) => at !== null);
    return due.length === 0 ? null : Math.min(...due);
  }

  /** Sets the alarm for the next thing that is due, if anything is. */
  arm(): void {
    if (this.working) return;
    const now = Date.now();
    const due = [
      this.devices.size > 0 ? now + LOOK_FOR_SILENT_MS : null,
      this.devices.size > 0 && this.rooms.hasStale ? now + RETRY_MS : null,
      this.expulsion.isUnfinished() ? now + RETRY_MS : null,
      this.reporter.offlineAt,
      this.reporter.retryAt,
      this.later.nextAt(),
      this.notifier.dueAt,
      this.notifier.digest.dueAt,
    ].filter((at) => at !== null);
    this.ctx.waitUntil(this.marks.keep(this.dueAt()));
    if (due.length > 0) this.ctx.waitUntil(this.ctx.storage.setAlarm(Math.max(now, Math.min(...due))));
  }

  /** Asks for stale rooms now, when somebody is here to see them. */
  refreshSoon(): void {
    if (this.devices.size > 0) this.ctx.waitUntil(this.rooms.refresh());
  }

  private departed(): void {
    this.reporter.departed(Date.now());
    this.ctx.waitUntil(this.reporter.publish());
    this.arm();
  }

  private bad(socket: WebSocket, device: Device, message: string, param?: string): void {
    if (this.devices.badFrames.spend(device.id, Date.now()) > 0)
      return this.dismiss(socket, CLOSE.badFrames, "bad_frames");
    const frame: InboxServerFrame = {
      type: "rejected",
      clientId: null,
      code: "invalid_request",
      message,
      ...(param === undefined ? {} : { param }),
    };
    this.devices.send(socket, JSON.stringify([frame]));
  }

  private dismiss(socket: WebSocket, code: number, reason: string): void {
    hangUp(socket, code, reason);
    this.leave(socket);
  }
}
