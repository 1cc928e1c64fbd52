/** When a mail about what waits is due, and what it holds. The clock and the zone are values. */
import type { RoomId } from "../../platform/ids";
import type { MessageNotice } from "./decide";
import { wallClock } from "./quiet";
import type { NotifySettings } from "./settings";

/** How long a message waits for a mail; an installation may change it (NOTIFY_LIMITS). */
export interface DigestWaits {
  shortMs: number;
  longMs: number;
}

export const DIGEST_WAITS: DigestWaits = { shortMs: 15 * 60_000, longMs: 60 * 60_000 };

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const NINE = 9 * 60;
/** More than that is said as a number: a mail is a reason to come, not a place to read. */
const ROOMS_SHOWN = 10;
const MESSAGES_SHOWN = 5;

/**
 * When the mail about what waits is due; null while there is no reason for one.
 * @param oldestAt when the message came that waits longest; null: none does.
 * @param awaySince when the person was last at a device; null: they are at one.
 */
export function digestDueAt(
  { digest, zone }: Pick<NotifySettings, "digest" | "zone">,
  { oldestAt, awaySince }: { oldestAt: number | null; awaySince: number | null },
  waits: DigestWaits,
): number | null {
  if (oldestAt === null || awaySince === null) return null;
  const from = Math.max(oldestAt, awaySince);
  switch (digest) {
    case "off":
      return null;
    case "short":
      return from + waits.shortMs;
    case "long":
      return from + waits.longMs;
    case "daily":
      return nextNine(from, zone ?? "UTC");
    default:
      return digest satisfies never;
  }
}

/** The next moment at which a clock on the wall of this zone shows nine in the morning. */
export function nextNine(afterMs: number, zone: string): number {
  const minutesTo = (at: number) => NINE - wallClock(at, zone).minutes;
  const ahead = (minutesTo(afterMs) + DAY_MINUTES - 1) % DAY_MINUTES;
  const guess = Math.floor(afterMs / MINUTE_MS) * MINUTE_MS + (ahead + 1) * MINUTE_MS;
  // Where the clocks changed in between, the guess is off by that, either way round midnight.
  const off = minutesTo(guess);
  const turned = off > DAY_MINUTES / 2 ? off - DAY_MINUTES : off < -DAY_MINUTES / 2 ? off + DAY_MINUTES : off;
  return guess + turned * MINUTE_MS;
}

/** What one room has for the mail. */
export interface DigestRoom {
  room: RoomId;
  kind: MessageNotice["kind"];
  name: string;
  /** The first of them, oldest first. */
  messages: MessageNotice[];
  /** How many there are besides. */
  more: number;
}

export interface Digest {
  rooms: DigestRoom[];
  /** Messages in all, also those that are not listed. */
  count: number;
  /** Rooms that are not listed. */
  moreRooms: number;
}

/** Groups messages by room: the room that waited longest first. */
export function groupDigest(notices: readonly MessageNotice[]): Digest {
  const rooms = new Map<RoomId, MessageNotice[]>();
  for (const notice of notices.toSorted((a, b) => a.at - b.at || a.seq - b.seq))
    rooms.set(notice.room, [...(rooms.get(notice.room) ?? []), notice]);
  const groups = [...rooms.entries()].flatMap(([room, all]) => {
    const [first] = all;
    const messages = all.slice(0, MESSAGES_SHOWN);
    return first ? [{ room, kind: first.kind, name: first.name, messages, more: all.length - messages.length }] : [];
  });
  const shown = groups.slice(0, ROOMS_SHOWN);
  return { rooms: shown, count: notices.length, moreRooms: groups.length - shown.length };
}
