/** What the web says about moderation: the word filter, and reports of messages. */
import type { PersonId, RoomId } from "@/lib/platform/ids";
import type { RoomKind } from "@/lib/rooms/protocol";

export const MODERATION_LIMITS = {
  /** Entries of one tenant's word filter. */
  wordsMax: 500,
  wordCharsMax: 80,
  noteCharsMax: 500,
  /** Reports of one page of the list. */
  pageSize: 20,
} as const;

/** What happens to a message that holds the word. `report`: it is sent, and administrators hear of it. */
export const WORD_ACTIONS = ["refuse", "report"] as const;
export type WordAction = (typeof WORD_ACTIONS)[number];

/** An entry as a room needs it. */
export interface FilterWord {
  /** As the administrator wrote it. A `*` at an end: the word may go on there. */
  text: string;
  action: WordAction;
}

/** An entry as the administrators see it. */
export interface FilterWordView extends FilterWord {
  id: string;
  addedAt: number;
}

/** A tenant's word filter. A higher version is newer. */
export interface WordList {
  version: number;
  words: FilterWord[];
}

export const REPORT_REASONS = ["spam", "harassment", "private", "other"] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];

/** How many reported messages wait for an administrator. */
export interface OpenReports {
  open: number;
}

export const REPORT_STATES = ["open", "resolved"] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/** Who reported: people, or the word filter. */
export const REPORT_SOURCES = ["people", "filter"] as const;
export type ReportSource = (typeof REPORT_SOURCES)[number];

/** One report. */
export interface ReportEntry {
  /** Null: the word filter. */
  reporter: PersonId | null;
  /** Of a person's report. */
  reason: ReportReason | null;
  note: string;
  /** The entries of the word filter that matched. */
  words: string[];
  at: number;
}

/** A text the message had, and the reports of it. */
export interface ReportedText {
  body: string;
  entries: ReportEntry[];
}

/** Everything reported about one message. */
export interface ReportCase {
  roomId: RoomId;
  seq: number;
  author: PersonId;
  /** When the message was written. */
  at: number;
  room: { name: string; kind: RoomKind } | null;
  /** The message is gone, whoever deleted it. */
  deleted: boolean;
  state: "open" | "dismissed" | "deleted";
  reportedAt: number;
  resolvedBy: PersonId | null;
  resolvedAt: number | null;
  /** The message as it was when it was reported, oldest first. */
  texts: ReportedText[];
}
