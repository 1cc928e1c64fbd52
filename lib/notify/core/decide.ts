/** The only rules of who is told of a message, and where. Everything arrives as a value. */
import type { PersonId, RoomId } from "../../platform/ids";
import type { RoomKind } from "../../rooms/protocol";
import { hasKeyword } from "./keywords";
import { isQuiet } from "./quiet";
import { levelOf, type NotifySettings } from "./settings";

/** A new message as its room tells it to one member. */
export interface MessageNotice {
  room: RoomId;
  kind: RoomKind;
  /** The room's name; empty for direct messages and unnamed groups. */
  name: string;
  seq: number;
  at: number;
  author: PersonId;
  /** The beginning of the stored text. */
  body: string;
  /** It names me. */
  mentioned: boolean;
  /** It calls everybody in the room, or everybody who is here. */
  everybody: "room" | "here" | null;
  /** The thread it replies in, and whether I follow that. */
  thread: number | null;
  followed: boolean;
}

/** One connected device as the inbox sees it. */
export interface DeviceState {
  /** The same for every tab of one browser. */
  device: string;
  /** Touched within the idle time. */
  active: boolean;
  /** In view and with the keyboard. */
  focused: boolean;
  /** Permission was given and not taken back. */
  desktop: boolean;
  activeAt: number;
}

/** What is done about one message. At most one of `desktop`, `push` and `digest` comes of it. */
export interface Decision {
  /** It counts as something for me: a mention, a direct message, a keyword. */
  badge: boolean;
  /** The one browser that shows it. */
  desktop: string | null;
  sound: boolean;
  /** To the browsers that asked to be told while closed. */
  push: boolean;
  /** Into the next mail, if it is still unread then and no browser has taken a push of it. */
  digest: boolean;
}

export interface Situation {
  me: PersonId;
  settings: NotifySettings;
  /** The person shows do-not-disturb. */
  doNotDisturb: boolean;
  devices: readonly DeviceState[];
  subscriptions: number;
  nowMs: number;
}

const NOTHING: Decision = { badge: false, desktop: null, sound: false, push: false, digest: false };

/** Decides for one message and one person. */
export function decide(notice: MessageNotice, situation: Situation): Decision {
  const { settings, devices, nowMs, doNotDisturb } = situation;
  if (!concerns(notice, situation)) return NOTHING;
  const calls = callsMe(notice, situation);
  const decision: Decision = { ...NOTHING, badge: calls, digest: isForMail(notice, situation) };
  if (isQuiet(settings, doNotDisturb, nowMs)) return decision;
  // Whoever sits at Parlor sees it there.
  if (devices.some(({ focused, active }) => focused && active)) return decision;
  const able = devices.filter(({ desktop }) => desktop);
  const atWork = able.filter(({ active }) => active);
  if (atWork.length === 0 && situation.subscriptions > 0) return { ...decision, push: true };
  const chosen = latest(atWork.length > 0 ? atWork : able);
  return chosen ? { ...decision, desktop: chosen.device, sound: settings.sound, digest: false } : decision;
}

/** True for what belongs into a mail: it concerns the person, and calls them or goes on in a thread they follow. */
export function isForMail(notice: MessageNotice, situation: Situation): boolean {
  if (situation.settings.digest === "off" || !concerns(notice, situation)) return false;
  return callsMe(notice, situation) || notice.followed;
}

/** True when the person's level for the room lets the message through. */
function concerns(notice: MessageNotice, situation: Situation): boolean {
  if (notice.author === situation.me) return false;
  switch (levelOf(situation.settings, notice.room, notice.kind)) {
    case "none":
      return false;
    case "mentions":
      return callsMe(notice, situation) || notice.followed;
    case "all":
      return callsMe(notice, situation) || notice.followed || notice.thread === null;
  }
}

/** A mention, a keyword, or said to me and few others. */
function callsMe(notice: MessageNotice, { settings, devices }: Situation): boolean {
  const { mentioned, everybody, kind, thread, followed, body } = notice;
  const direct = kind !== "channel" && (thread === null || followed);
  const called = everybody === "room" || (everybody === "here" && devices.length > 0);
  return (
    mentioned ||
    called ||
    (direct && levelOf(settings, notice.room, kind) === "all") ||
    hasKeyword(body, settings.keywords)
  );
}

function latest(devices: readonly DeviceState[]): DeviceState | undefined {
  return devices.toSorted((a, b) => b.activeAt - a.activeAt || (a.device < b.device ? -1 : 1))[0];
}
