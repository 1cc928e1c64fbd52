import { Buckets } from "@/lib/rooms/core/rate";
import type { InboxServerFrame, PresenceView } from "@/lib/rooms/protocol";
import type { PersonId } from "@/lib/platform/ids";
import { hangUp, isSilent } from "../sockets";

export interface Device {
  /** This connection's own id. */
  id: string;
  session: string;
  device: string;
  connectedAt: number;
  /** False while the device says it is idle. */
  active: boolean;
  /** Somebody sits at this page: it is in view and has the keyboard. */
  focused: boolean;
  /** It may show notifications. */
  desktop: boolean;
  /** When it was last active. */
  activeAt: number;
  /** False until the welcome went out: nothing else is sent before it. */
  welcomed: boolean;
}

/** The sockets of one person's devices, with what each of them shows. */
export class Devices {
  /** Called when a socket came or went. */
  onChange: () => void = () => undefined;
  readonly badFrames = new Buckets<string>({ burst: 10, perSecond: 0.2 });
  private readonly ctx: DurableObjectState;
  private readonly sql: SqlStorage;
  private readonly held = new Map<WebSocket, Device>();

  constructor(ctx: DurableObjectState) {
    this.ctx = ctx;
    this.sql = ctx.storage.sql;
    for (const socket of ctx.getWebSockets()) {
      const device = socket.deserializeAttachment() as (Partial<Device> & Pick<Device, "connectedAt">) | null;
      // A socket from before notifications has no such fields.
      const whole = device && ({ focused: false, desktop: false, activeAt: device.connectedAt, ...device } as Device);
      if (whole && socket.readyState === WebSocket.OPEN) this.held.set(socket, whole);
    }
  }

  get size(): number {
    return this.held.size;
  }

  get anyActive(): boolean {
    return [...this.held.values()].some(({ active }) => active);
  }

  /** When the person was last at one of these; null: they are now. @param lastSeen when the last device left, if it did. */
  awaySince(lastSeen: number | null): number | null {
    if (this.anyActive) return null;
    return Math.max(lastSeen ?? 0, ...[...this.held.values()].map(({ activeAt }) => activeAt));
  }

  get(socket: WebSocket): Device | undefined {
    return this.held.get(socket);
  }

  entries(): [WebSocket, Device][] {
    return [...this.held];
  }

  add(socket: WebSocket, device: Device): void {
    this.ctx.acceptWebSocket(socket);
    this.held.set(socket, device);
    this.save(socket, device);
    this.onChange();
  }

  save(socket: WebSocket, device: Device): void {
    socket.serializeAttachment(device);
  }

  /** Takes a socket out. True when it was the last one. */
  remove(socket: WebSocket): boolean {
    const device = this.held.get(socket);
    if (!device) return false;
    this.held.delete(socket);
    this.onChange();
    this.badFrames.forget(device.id);
    this.sql.exec("DELETE FROM watching WHERE device = ?", device.id);
    return this.held.size === 0;
  }

  /** Takes out and closes every matching socket. True when that leaves none. */
  close(match: (device: Device) => boolean, code: number, reason: string): boolean {
    let last = false;
    for (const [socket, device] of this.entries()) {
      if (!match(device)) continue;
      last = this.remove(socket);
      hangUp(socket, code, reason);
    }
    return last;
  }

  /** Sockets whose device fell silent. What is sent to one says nothing: only its own pings do. */
  silent(now: number): WebSocket[] {
    return this.entries().flatMap(([socket, { connectedAt }]) =>
      isSilent(this.ctx, socket, connectedAt, now) ? [socket] : [],
    );
  }

  /** To every welcomed device. */
  tell(frame: InboxServerFrame): void {
    const text = JSON.stringify([frame]);
    for (const [socket, { welcomed }] of this.entries()) if (welcomed) this.send(socket, text);
  }

  /** To each device what it shows, and what is about its owner. */
  tellPresence(me: PersonId, people: readonly PresenceView[]): void {
    for (const [socket, { id, welcomed }] of this.entries()) {
      if (!welcomed) continue;
      const shown = this.watchedBy(id);
      const seen = people.filter(({ person }) => person === me || shown.has(person));
      if (seen.length > 0)
        this.send(socket, JSON.stringify([{ type: "presence", people: seen } satisfies InboxServerFrame]));
    }
  }

  /** To every page of one browser. */
  tellBrowser(browser: string, frame: InboxServerFrame): void {
    const text = JSON.stringify([frame]);
    for (const [socket, { device, welcomed }] of this.entries())
      if (device === browser && welcomed) this.send(socket, text);
  }

  send(socket: WebSocket, text: string): void {
    try {
      socket.send(text);
    } catch {
      // Gone; its close handler tidies up.
    }
  }

  /** Replaces whom a device shows. Too long for a socket's attachment, hence a row. */
  watch(device: Device, people: readonly PersonId[]): void {
    this.sql.exec(
      "INSERT INTO watching (device, people) VALUES (?, ?) ON CONFLICT (device) DO UPDATE SET people = excluded.people",
      device.id,
      JSON.stringify(people),
    );
  }

  /** Everybody any device shows. */
  watchedByAny(): PersonId[] {
    return [...new Set(this.entries().flatMap(([, { id }]) => [...this.watchedBy(id)]))];
  }

  private watchedBy(id: string): Set<PersonId> {
    const row = this.sql.exec<{ people: string }>("SELECT people FROM watching WHERE device = ?", id).toArray()[0];
    return new Set(row ? (JSON.parse(row.people) as PersonId[]) : []);
  }
}
