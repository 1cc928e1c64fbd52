/** What a person keeps for later in their inbox: drafts, scheduled messages, saved messages with their reminders. */
import type { ClientId, RoomId } from "../platform/ids";

export const LATER_LIMITS = {
  /** Characters (UTF-16 units) of a draft that is kept beyond its device. */
  draftCharsMax: 16_000,
  draftsMax: 100,
  scheduledMax: 100,
  savedMax: 1_000,
  /** How far ahead something can be planned. */
  aheadDaysMax: 366,
} as const;

interface LaterBase {
  /** Unique among its kind. */
  id: string;
  /** From one counter of the inbox: of two states of one item the one with the higher version is newer. */
  version: number;
  room: RoomId;
}

/** What is being written to a room or a thread (`thread`: its root). At most one each. */
export interface DraftItem extends LaterBase {
  kind: "draft";
  thread: number | null;
  body: string;
  at: number;
  /** The device that wrote it. */
  by: string;
}

/** Why a scheduled message was not sent and is not tried again. */
export type ScheduleFault = "not_member" | "archived" | "thread_gone" | "invalid" | "forbidden";

/** A message that goes out at a moment. `id` is its client id, so that the room takes it once. */
export interface ScheduledItem extends LaterBase {
  kind: "scheduled";
  id: ClientId;
  thread: number | null;
  body: string;
  /** When it is to be sent, Unix ms. */
  at: number;
  /** sending: on its way, or its outcome is not known yet. failed: see `fault`. */
  state: "waiting" | "sending" | "failed";
  fault: ScheduleFault | null;
  /** When the room said "not now", or did not answer: tried again then. */
  retryAt: number | null;
  tries: number;
}

/** A message kept to come back to. Only its place is kept: what it says is read where it stands. */
export interface SavedItem extends LaterBase {
  kind: "saved";
  seq: number;
  savedAt: number;
  done: boolean;
  /** When to be reminded; null: not at all. */
  remindAt: number | null;
  /** The reminder came then, and has not been dealt with. */
  remindedAt: number | null;
}

export type LaterItem = DraftItem | ScheduledItem | SavedItem;
export type LaterKind = LaterItem["kind"];

/** The id of a draft. */
export function draftId(room: RoomId, thread: number | null): string {
  return thread === null ? room : `${room}:${thread}`;
}

/** The id of a saved message. */
export function savedId(room: RoomId, seq: number): string {
  return `${room}:${seq}`;
}
