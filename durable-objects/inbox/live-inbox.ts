import {
  CLOSE,
  inboxFrame,
  type InboxFrame,
  type InboxServerFrame,
  parseFrame,
  PROTOCOL_VERSION,
} from "@/lib/rooms/protocol";
import { normaliseEmoji, normaliseLine } from "@/lib/rooms/core/text";
import type { Objects, TenantRole } from "@/lib/rooms/server/objects";
import type { MessageNotice } from "@/lib/notify/core/decide";
import type { PersonId, RoomId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import { hangUp, isTooBig } from "../sockets";
import { refuseSession } from "../tickets";
import { draftId } from "@/lib/later/protocol";
import { Later } from "../later/later";
import { RegistryMark } from "../later/registry-mark";
import { type Device, Devices } from "./devices";
import { Notifier } from "./notifier";
import type { Own } from "./own";
import { Reporter } from "./reporter";
import { RoomList } from "./room-list";
import type { InboxServices } from "./services";

const STATUS_CHARS_MAX = 100;
/** How long a device waits for rooms that must be asked before it is shown what is known. */
const GREET_WAIT_MS = 1_500;
const ASKED_AT_ONCE = 6;
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
  readonly sql: SqlStorage;
  private readonly ctx: DurableObjectState;
  private readonly objects: Objects;
  private readonly marks: RegistryMark;
  private working = false;

  constructor(ctx: DurableObjectState, own: Own, objects: Objects, services: InboxServices) {
    this.ctx = ctx;
    this.sql = ctx.storage.sql;
    this.own = own;
    this.objects = objects;
    this.devices = new Devices(ctx);
    this.rooms = new RoomList(own, this.sql, objects, this.devices);
    this.reporter = new Reporter(own, objects, this.devices);
    this.marks = new RegistryMark(own, services.mark);
    this.later = new Later(
      { sql: this.sql, own, objects, project: services.project, tell: (frame) => this.devices.tell(frame) },
      Date.now(),
    );
    const { devices, rooms, reporter } = this;
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
    this.obey(socket, device, parsed.value);
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
    await this.everyRoom(this.rooms.ids(), "room.expel_failed", (room) =>
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
    const told = await this.everyRoom(this.rooms.ids(), "room.call_failed", (room) =>
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
    for (const room of this.rooms.ids())
      this.sql.exec("INSERT OR REPLACE INTO expelling (room, by) VALUES (?, ?)", room, by);
    if (this.devices.close(() => true, CLOSE.notMember, "not_member")) this.departed();
    await this.expelRest();
    this.arm();
    if (this.expelling().length > 0) throw new Error("Some rooms did not answer yet; they are tried again.");
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
      await this.expelRest();
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
      this.expelling().length > 0 ? now + RETRY_MS : null,
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

  private obey(socket: WebSocket, device: Device, frame: InboxFrame): void {
    switch (frame.type) {
      case "activity.set":
        if (device.active === frame.active) return;
        device.active = frame.active;
        // Whoever goes idle was active until now.
        device.activeAt = Date.now();
        this.devices.save(socket, device);
        this.arm();
        break;
      case "device.set":
        device.focused = frame.focused;
        device.desktop = frame.desktop;
        if (frame.focused) device.activeAt = Date.now();
        this.devices.save(socket, device);
        return;
      case "presence.watch":
        this.devices.watch(device, frame.people as PersonId[]);
        // Asked anew even when nobody new is watched: this device has not been told yet.
        this.ctx.waitUntil(this.reporter.publish(true));
        return;
      case "draft.set": {
        const { room, thread, body, base } = frame;
        this.later.act({ type: "draft.set", room: room as RoomId, thread, body, base, by: device.device }, Date.now());
        // Also when nothing changed: the device waits for the word that its draft is kept.
        const standing = this.later.standing("draft", draftId(room as RoomId, thread));
        this.devices.send(socket, JSON.stringify([standing]));
        this.arm();
        return;
      }
      case "rooms.read":
        this.ctx.waitUntil(this.read(frame.rooms));
        return;
      case "presence.set": {
        const refusal = this.choose(frame);
        if (refusal) return this.bad(socket, device, refusal.message, refusal.param);
        break;
      }
      default:
        frame satisfies never;
    }
    this.ctx.waitUntil(this.reporter.publish());
  }

  private choose(frame: Extract<InboxFrame, { type: "presence.set" }>): { message: string; param: string } | null {
    const text =
      frame.statusText === undefined || frame.statusText.trim() === ""
        ? null
        : normaliseLine(frame.statusText, STATUS_CHARS_MAX);
    if (text && !text.ok)
      return { message: `A status has at most ${STATUS_CHARS_MAX} characters.`, param: "statusText" };
    const emoji = frame.statusEmoji ? normaliseEmoji(frame.statusEmoji) : "";
    if (emoji === null) return { message: "That is not an emoji.", param: "statusEmoji" };
    if (frame.mode !== undefined) this.own.set("mode", frame.mode);
    if (frame.statusText !== undefined) this.own.set("status_text", text?.ok ? text.text : null);
    if (frame.statusEmoji !== undefined) this.own.set("status_emoji", emoji || null);
    return null;
  }

  private async read(rooms: readonly { room: string; upTo: number }[]): Promise<void> {
    const upTo = new Map(rooms.map((one) => [one.room as RoomId, one.upTo]));
    await this.everyRoom([...upTo.keys()], "room.read_failed", (room) =>
      this.objects.room(this.own.tenantId, room).read(this.own.tenantId, this.own.person, upTo.get(room) ?? 0),
    );
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

  private expelling(): { room: RoomId; by: PersonId }[] {
    return this.sql.exec<{ room: RoomId; by: PersonId }>("SELECT room, by FROM expelling").toArray();
  }

  private async expelRest(): Promise<void> {
    const by = new Map(this.expelling().map((row) => [row.room, row.by]));
    await this.everyRoom([...by.keys()], "room.expel_failed", async (room) => {
      const { tenantId, person } = this.own;
      await this.objects.room(tenantId, room).expel(tenantId, person, by.get(room) ?? person);
      this.sql.exec("DELETE FROM expelling WHERE room = ?", room);
      this.dropRoom(room);
    });
  }

  /** False when some of them did not answer. */
  private async everyRoom(
    rooms: readonly RoomId[],
    failed: "room.expel_failed" | "room.read_failed" | "room.call_failed",
    call: (room: RoomId) => Promise<void>,
  ): Promise<boolean> {
    let all = true;
    for (let at = 0; at < rooms.length; at += ASKED_AT_ONCE) {
      const answers = await Promise.allSettled(rooms.slice(at, at + ASKED_AT_ONCE).map(call));
      for (const answer of answers) {
        if (answer.status === "fulfilled") continue;
        all = false;
        log({ event: failed, level: "warn", ...errorFacts(answer.reason) });
      }
    }
    return all;
  }
}
