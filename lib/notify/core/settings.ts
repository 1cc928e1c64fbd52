/** What one person wants to hear of in one tenant, and what stands when they never said. */
import type { RoomId } from "../../platform/ids";
import type { RoomKind } from "../../rooms/protocol";

export const LEVELS = ["all", "mentions", "none"] as const;
/** all: every message. mentions: what calls me, my keywords, threads I follow. none: nothing; the room is muted. */
export type Level = (typeof LEVELS)[number];

export const DIGESTS = ["off", "short", "long", "daily"] as const;
/** How soon a mail says what waits while I am away. short: after 15 minutes; long: after an hour; daily: at nine. */
export type DigestChoice = (typeof DIGESTS)[number];

/** When notifications may come on one day: minutes after midnight, `from` before `to`. */
export interface Hours {
  from: number;
  to: number;
}

/** A week in the person's own zone, Monday first. Null: quiet all day. */
export interface Schedule {
  zone: string;
  days: (Hours | null)[];
}

export interface NotifySettings {
  /** Grows with every change, so that an older copy never replaces a newer one. */
  version: number;
  sound: boolean;
  /** A mail about what waits when I am away. */
  digest: DigestChoice;
  /** On whose clock it is nine; null: nobody said. */
  zone: string | null;
  keywords: string[];
  /** Quiet until then, in Unix milliseconds; null: not. */
  quietUntil: number | null;
  /** Null: any time. */
  schedule: Schedule | null;
  /** Only what differs from the default of the room's kind. */
  levels: Record<RoomId, Level>;
}

export const NOTIFY_LIMITS = { keywordsMax: 25, keywordCharsMax: 50, subscriptionsMax: 10 } as const;

export const DEFAULT_SETTINGS: NotifySettings = {
  version: 0,
  sound: false,
  digest: "long",
  zone: null,
  keywords: [],
  quietUntil: null,
  schedule: null,
  levels: {},
};

/** What is heard of in a room nobody chose a level for: everything between few people, mentions in a channel. */
export function defaultLevel(kind: RoomKind): Level {
  return kind === "channel" ? "mentions" : "all";
}

/** The level that holds in a room. */
export function levelOf(settings: Pick<NotifySettings, "levels">, room: RoomId, kind: RoomKind): Level {
  return settings.levels[room] ?? defaultLevel(kind);
}
