import { isForMail, type MessageNotice, type Situation } from "@/lib/notify/core/decide";
import { digestDueAt } from "@/lib/notify/core/digest";
import { newId, type RoomId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import type { Objects } from "@/lib/rooms/server/objects";
import type { Own } from "./own";
import type { InboxServices } from "./services";

const TRIES_MAX = 10;
const RETRY_FIRST_MS = 30_000;
const RETRY_CAP_MS = 3_600_000;
const ROOMS_AT_ONCE = 6;
/** Older ones are not looked at for one mail. */
const MESSAGES_MAX = 500;

/** A mail that is being made: kept until it was sent, so that a restart goes on with the same one. */
interface OpenMail {
  id: string;
  tries: number;
  notBefore: number;
}

interface Parts {
  own: Own;
  sql: SqlStorage;
  objects: Objects;
  services: InboxServices;
  situation(): Situation;
  awaySince(): number | null;
}

/**
 * Messages that no browser showed, until the person was here or a mail told of them. Rooms are asked at the last moment
 * what still waits, so that nothing is mailed that was read, deleted or muted meanwhile.
 */
export class Digest {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Call in the transaction that takes the message. */
  add({ room, seq }: MessageNotice): void {
    this.parts.sql.exec("INSERT OR IGNORE INTO digest (room, seq, at) VALUES (?, ?, ?)", room, seq, Date.now());
  }

  /** A browser was told of it. */
  drop({ room, seq }: Pick<MessageNotice, "room" | "seq">): void {
    this.parts.sql.exec("DELETE FROM digest WHERE room = ? AND seq = ?", room, seq);
  }

  dropRoom(room: RoomId): void {
    this.parts.sql.exec("DELETE FROM digest WHERE room = ?", room);
  }

  clear(): void {
    this.parts.sql.exec("DELETE FROM digest");
    this.parts.own.set("digest_mail", null);
  }

  /** When the next mail is due; null while nothing waits, somebody is here, or no mail is wanted. */
  get dueAt(): number | null {
    const awaySince = this.parts.awaySince();
    if (awaySince === null) return null;
    const { open } = this;
    if (open) return open.notBefore;
    const { settings } = this.parts.situation();
    if (settings.digest === "off") return null;
    const oldestAt = this.parts.sql.exec<{ at: number | null }>("SELECT min(at) AS at FROM digest").one().at;
    return digestDueAt(settings, { oldestAt, awaySince }, this.parts.services.digestWaits());
  }

  /** The alarm's part: mails what is due. Never throws. */
  async ring(): Promise<void> {
    const { dueAt } = this;
    if (dueAt === null || dueAt > Date.now()) return;
    const mail = this.claim();
    try {
      const notices = await this.waiting(mail);
      // They came while the rooms were asked, or want no mail any more.
      if (this.open?.id !== mail.id || this.parts.awaySince() === null) return this.release(mail);
      if (notices.length > 0) await this.parts.services.sendDigest(mail.id, notices);
      this.close(mail);
    } catch (error) {
      log({ event: "notify.digest_failed", level: "warn", tries: mail.tries, ...errorFacts(error) });
      if (mail.tries >= TRIES_MAX) this.close(mail);
    }
  }

  /** Everything that waits goes into one mail. The try is counted before anything leaves. */
  private claim(): OpenMail {
    const known = this.open;
    const id = known?.id ?? newId();
    if (!known) this.parts.sql.exec("UPDATE digest SET mail = ?", id);
    const tries = (known?.tries ?? 0) + 1;
    const retryMs = Math.min(RETRY_CAP_MS, RETRY_FIRST_MS * 2 ** (tries - 1));
    const mail = { id, tries, notBefore: Date.now() + retryMs };
    this.parts.own.set("digest_mail", JSON.stringify(mail));
    return mail;
  }

  /** Takes a mail apart of which nothing can have left; what still waits goes into a later one. */
  private release(mail: OpenMail): void {
    if (this.open?.id !== mail.id || mail.tries > 1) return;
    this.parts.sql.exec("UPDATE digest SET mail = NULL WHERE mail = ?", mail.id);
    this.parts.own.set("digest_mail", null);
  }

  private close({ id }: OpenMail): void {
    this.parts.sql.exec("DELETE FROM digest WHERE mail = ?", id);
    if (this.open?.id === id) this.parts.own.set("digest_mail", null);
  }

  /** What the rooms say is unread, and the person still wants a mail about. */
  private async waiting({ id }: OpenMail): Promise<MessageNotice[]> {
    const { own, objects, sql } = this.parts;
    const rows = sql
      .exec<{ room: string; seq: number }>(
        "SELECT room, seq FROM digest WHERE mail = ? ORDER BY at DESC, seq DESC LIMIT ?",
        id,
        MESSAGES_MAX,
      )
      .toArray();
    const seqs = new Map<RoomId, number[]>();
    for (const { room, seq } of rows) seqs.set(room as RoomId, [...(seqs.get(room as RoomId) ?? []), seq]);
    const rooms = [...seqs];
    const found: MessageNotice[] = [];
    for (let at = 0; at < rooms.length; at += ROOMS_AT_ONCE) {
      const answers = await Promise.all(
        rooms
          .slice(at, at + ROOMS_AT_ONCE)
          .map(([room, some]) => objects.room(own.tenantId, room).waiting(own.tenantId, own.person, some)),
      );
      found.push(...answers.flat());
    }
    // A push that still waits for its service would be the second word about the same message.
    for (const { room, seq } of found) sql.exec("DELETE FROM pushes WHERE room = ? AND seq = ?", room, seq);
    const situation = this.parts.situation();
    return found.filter((notice) => isForMail(notice, situation));
  }

  private get open(): OpenMail | null {
    const text = this.parts.own.get("digest_mail");
    return typeof text === "string" ? (JSON.parse(text) as OpenMail) : null;
  }
}
