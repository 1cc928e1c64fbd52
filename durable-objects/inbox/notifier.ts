import type { Wants } from "@/lib/notify/core/audience";
import { decide, type MessageNotice, type Situation } from "@/lib/notify/core/decide";
import type { NotifyProfile, StoredSubscription } from "@/lib/notify/core/profile";
import { DEFAULT_SETTINGS, type NotifySettings } from "@/lib/notify/core/settings";
import type { RoomId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import type { Objects } from "@/lib/rooms/server/objects";
import type { Devices } from "./devices";
import { Digest } from "./digest";
import { NOTIFY_SCHEMA } from "./notify-schema";
import type { Own } from "./own";
import { Pushes } from "./pushes";
import type { RoomList } from "./room-list";
import type { InboxServices } from "./services";

const RETRY_MS = 5_000;
const ROOMS_AT_ONCE = 6;
/** A room tells of a message within minutes, or never. */
const TOLD_KEPT_MS = 7 * 86_400_000;

interface Parts {
  ctx: DurableObjectState;
  own: Own;
  devices: Devices;
  rooms: RoomList;
  objects: Objects;
  services: InboxServices;
  doNotDisturb(): boolean;
  /** Since when nobody sits at a device; null: somebody does. */
  awaySince(): number | null;
}

/** Takes each message once, decides who shows it, and sees to it. The rules are in lib/notify/core. */
export class Notifier {
  readonly pushes: Pushes;
  readonly digest: Digest;
  private readonly parts: Parts;
  private readonly sql: SqlStorage;
  private wantsRetryAt: number | null = null;
  private telling: Promise<void> | null = null;
  private tellAgain = false;

  constructor(parts: Parts) {
    this.parts = parts;
    this.sql = parts.ctx.storage.sql;
    this.sql.exec(NOTIFY_SCHEMA);
    this.pushes = new Pushes({
      own: parts.own,
      sql: this.sql,
      services: parts.services,
      tenantSlug: () => this.profile?.tenantSlug ?? "",
      subscription: (id) => this.subscriptions.find((one) => one.id === id) ?? null,
      sent: (notice) => this.digest.drop(notice),
      gone: (id) => this.forget((one) => one.id === id, { ids: [id] }),
    });
    this.digest = new Digest({
      own: parts.own,
      sql: this.sql,
      objects: parts.objects,
      services: parts.services,
      situation: () => this.situation(),
      awaySince: parts.awaySince,
    });
  }

  get settings(): NotifySettings {
    return { ...DEFAULT_SETTINGS, ...this.profile?.settings };
  }

  /** Takes the person's settings unless newer ones are here, and shows them on every device. */
  configure(profile: NotifyProfile): void {
    const known = this.profile;
    if (known && known.settings.version >= profile.settings.version) return;
    this.keep(profile);
    for (const { id } of known?.subscriptions ?? [])
      if (!profile.subscriptions.some((one) => one.id === id)) this.pushes.drop("subscription", id);
    if (profile.settings.digest === "off") this.digest.clear();
    this.parts.devices.tell({ type: "notify.settings", settings: profile.settings });
    this.tellWantsSoon();
  }

  /** Messages that may concern the person: each is taken once, however often it comes. */
  take(notices: readonly MessageNotice[]): void {
    const frames: [string, MessageNotice, boolean][] = [];
    this.parts.ctx.storage.transactionSync(() => {
      for (const notice of notices) {
        const taken = this.sql.exec(
          "INSERT OR IGNORE INTO told (room, seq, at) VALUES (?, ?, ?)",
          notice.room,
          notice.seq,
          Date.now(),
        );
        if (taken.rowsWritten === 0) continue;
        const { desktop, push, sound, digest } = decide(notice, this.situation());
        if (digest) this.digest.add(notice);
        if (desktop !== null) frames.push([desktop, notice, sound]);
        if (push) for (const { id } of this.subscriptions) this.pushes.add(id, notice);
      }
    });
    for (const [browser, notice, sound] of frames)
      this.parts.devices.tellBrowser(browser, { type: "notify", notice, sound });
    if (this.pushes.dueAt !== null) this.parts.ctx.waitUntil(this.pushes.pump());
  }

  /** No longer in the room: nothing of it is told any more. */
  drop(room: RoomId): void {
    this.pushes.drop("room", room);
    this.digest.dropRoom(room);
    this.sql.exec("DELETE FROM listening WHERE room = ?", room);
  }

  /** The session was signed out: its browser is told nothing any more. */
  endSession(sessionId: string): void {
    this.forget((one) => one.sessionId === sessionId, { sessionId });
  }

  /** The person left the tenant. */
  forgetAll(): void {
    this.sql.exec("DELETE FROM pushes");
    this.sql.exec("DELETE FROM listening");
    this.digest.clear();
    this.forget(() => true, "all");
  }

  /** When there is something to do again. */
  get dueAt(): number | null {
    const due = [this.pushes.dueAt, this.wantsRetryAt].filter((at) => at !== null);
    return due.length === 0 ? null : Math.min(...due);
  }

  /** The alarm's part. Never throws. */
  async ring(): Promise<void> {
    this.sql.exec("DELETE FROM told WHERE at < ?", Date.now() - TOLD_KEPT_MS);
    if (this.wantsRetryAt !== null && Date.now() >= this.wantsRetryAt) await this.tellWants();
    await this.pushes.pump();
    await this.digest.ring();
  }

  /** Rooms hear what the person wants of them: a new room, a new word. */
  tellWantsSoon(): void {
    this.parts.ctx.waitUntil(this.tellWants());
  }

  private situation(): Situation {
    return {
      me: this.parts.own.person,
      settings: this.settings,
      doNotDisturb: this.parts.doNotDisturb(),
      devices: this.parts.devices.entries().map(([, device]) => device),
      subscriptions: this.subscriptions.length,
      nowMs: Date.now(),
    };
  }

  private tellWants(): Promise<void> {
    this.tellAgain = true;
    this.telling ??= this.runTelling().finally(() => {
      this.telling = null;
    });
    return this.telling;
  }

  private async runTelling(): Promise<void> {
    while (this.tellAgain) {
      this.tellAgain = false;
      this.wantsRetryAt = null;
      const changed = this.parts.rooms.ids().flatMap((room) => {
        const wants = this.wantsOf(room);
        return this.listening(room) === wants ? [] : [{ room, wants }];
      });
      for (let at = 0; at < changed.length; at += ROOMS_AT_ONCE)
        await Promise.all(changed.slice(at, at + ROOMS_AT_ONCE).map(({ room, wants }) => this.tellRoom(room, wants)));
    }
  }

  private async tellRoom(room: RoomId, wants: string | null): Promise<void> {
    const { objects, own } = this.parts;
    try {
      const parsed = wants === null ? null : (JSON.parse(wants) as Wants);
      await objects.room(own.tenantId, room).listen(own.tenantId, own.person, parsed);
      if (wants === null) this.sql.exec("DELETE FROM listening WHERE room = ?", room);
      else this.sql.exec("INSERT OR REPLACE INTO listening (room, wants) VALUES (?, ?)", room, wants);
    } catch (error) {
      this.wantsRetryAt = Date.now() + RETRY_MS;
      log({ event: "notify.settings_failed", level: "warn", roomId: room, ...errorFacts(error) });
    }
  }

  private wantsOf(room: RoomId): string | null {
    const { levels, keywords } = this.settings;
    const level = levels[room];
    if (level === "none" || (level !== "all" && keywords.length === 0)) return null;
    return JSON.stringify({ all: level === "all", keywords } satisfies Wants);
  }

  private listening(room: RoomId): string | null {
    const found = this.sql.exec<{ wants: string }>("SELECT wants FROM listening WHERE room = ?", room).toArray()[0];
    return found?.wants ?? null;
  }

  private get profile(): NotifyProfile | null {
    const text = this.parts.own.get("notify");
    return typeof text === "string" ? (JSON.parse(text) as NotifyProfile) : null;
  }

  private get subscriptions(): StoredSubscription[] {
    return this.profile?.subscriptions ?? [];
  }

  private keep(profile: NotifyProfile): void {
    this.parts.own.set("notify", JSON.stringify(profile));
  }

  /** Here at once; in Postgres as soon as it answers. A row that stays there is refused by the push service later. */
  private forget(
    match: (one: StoredSubscription) => boolean,
    which: Parameters<InboxServices["forgetSubscriptions"]>[2],
  ): void {
    const { profile } = this;
    const ended = profile?.subscriptions.filter(match) ?? [];
    if (!profile || ended.length === 0) return;
    this.keep({ ...profile, subscriptions: profile.subscriptions.filter((one) => !match(one)) });
    for (const { id } of ended) this.pushes.drop("subscription", id);
    const { own, services, ctx } = this.parts;
    ctx.waitUntil(
      services.forgetSubscriptions(own.tenantId, own.person, which).catch((error: unknown) => {
        log({ event: "notify.settings_failed", level: "warn", ...errorFacts(error) });
      }),
    );
  }
}
