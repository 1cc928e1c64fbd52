/** Something the switcher can lead to or do. */
export interface PaletteEntry {
  /** Unique in the list. */
  value: string;
  kind: "room" | "person" | "place" | "thing" | "command";
  title: string;
  /** What it is also found by. */
  keywords: readonly string[];
  unread: number;
  /** Place among what was opened last, from 0; null: not lately. */
  recent: number | null;
}

export type PaletteGroup = "unread" | "recent" | "rooms" | "people" | "administration" | "commands" | "found";

export interface RankedGroup {
  group: PaletteGroup;
  entries: PaletteEntry[];
}

/** Answers how well a text fits, 0 to 1; 0: not at all. */
export type Score = (title: string, query: string, keywords: readonly string[]) => number;

const UNREAD_BOOST = 0.25;
const RECENT_BOOST = 0.2;
const RECENT_COUNTED = 10;
const SHOWN_MAX = 50;
/** Typed first, it asks for commands only. */
const COMMAND_PREFIX = ">";

/**
 * What the switcher shows for what was typed. Nothing typed: what is unread, then what was opened last, then the rest;
 * things of administration are found by typing only. Else one list by how well it fits, where unread and recent ones win
 * over equals. After `>`: commands only, and the places of administration.
 */
export function rankEntries(entries: readonly PaletteEntry[], typed: string, score: Score): RankedGroup[] {
  const wantsCommands = typed.startsWith(COMMAND_PREFIX);
  const query = (wantsCommands ? typed.slice(COMMAND_PREFIX.length) : typed).trim();
  const offered = wantsCommands ? entries.filter(({ kind }) => kind === "command" || kind === "place") : entries;
  if (query === "") return grouped(offered);
  const found = offered
    .map((entry) => ({ entry, fit: score(entry.title, query, entry.keywords) }))
    .filter(({ fit }) => fit > 0)
    .map(({ entry, fit }) => ({ entry, fit: fit * (1 + boost(entry)) }))
    .toSorted((a, b) => b.fit - a.fit)
    .slice(0, SHOWN_MAX)
    .map(({ entry }) => entry);
  return withoutEmpty([{ group: "found", entries: found }]);
}

function grouped(entries: readonly PaletteEntry[]): RankedGroup[] {
  const unread = entries.filter((entry) => entry.unread > 0).toSorted(byRecent);
  const recent = entries.filter((entry) => entry.unread === 0 && entry.recent !== null).toSorted(byRecent);
  const rest = entries.filter((entry) => entry.unread === 0 && entry.recent === null);
  const ofKind = (kind: PaletteEntry["kind"]) => rest.filter((entry) => entry.kind === kind);
  return withoutEmpty([
    { group: "unread", entries: unread },
    { group: "recent", entries: recent.slice(0, RECENT_COUNTED) },
    { group: "rooms", entries: [...recent.slice(RECENT_COUNTED), ...ofKind("room")].slice(0, SHOWN_MAX) },
    { group: "people", entries: ofKind("person").slice(0, SHOWN_MAX) },
    { group: "administration", entries: ofKind("place") },
    { group: "commands", entries: ofKind("command") },
  ]);
}

function boost({ unread, recent }: PaletteEntry): number {
  const lately = recent === null ? 0 : RECENT_BOOST * Math.max(0, 1 - recent / RECENT_COUNTED);
  return lately + (unread > 0 ? UNREAD_BOOST : 0);
}

function byRecent(a: PaletteEntry, b: PaletteEntry): number {
  return (a.recent ?? Infinity) - (b.recent ?? Infinity) || 0;
}

function withoutEmpty(groups: RankedGroup[]): RankedGroup[] {
  return groups.filter(({ entries }) => entries.length > 0);
}
