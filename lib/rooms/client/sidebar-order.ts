/** The order of the sidebar: sections by kind, unread first, then by name or by latest word. */
import type { PersonId } from "../../platform/ids";
import type { InboxRoom } from "../protocol";

export type SectionId = "channels" | "groups" | "direct";

export interface SidebarSection {
  id: SectionId;
  rooms: InboxRoom[];
}

/** Sections in their order; archived rooms are left out. What is said in a muted room moves it nowhere. */
export function sidebarSections(
  rooms: Iterable<InboxRoom>,
  nameOf: (room: InboxRoom) => string,
  isMuted: (room: InboxRoom) => boolean = () => false,
): SidebarSection[] {
  const sections: Record<SectionId, InboxRoom[]> = { channels: [], groups: [], direct: [] };
  for (const room of rooms) if (room.archivedAt === null) sections[sectionOf(room)].push(room);
  const byName = (a: InboxRoom, b: InboxRoom) =>
    nameOf(a).localeCompare(nameOf(b), undefined, { numeric: true, sensitivity: "base" });
  const waits = (room: InboxRoom) => Number(room.unread > 0 && !isMuted(room));
  const unreadFirst = (a: InboxRoom, b: InboxRoom) => waits(b) - waits(a);
  const byLatest = (a: InboxRoom, b: InboxRoom) => latest(b) - latest(a) || byName(a, b);
  sections.channels.sort((a, b) => unreadFirst(a, b) || byName(a, b));
  sections.groups.sort((a, b) => unreadFirst(a, b) || byLatest(a, b));
  sections.direct.sort((a, b) => unreadFirst(a, b) || byLatest(a, b));
  return (["channels", "groups", "direct"] as const).map((id) => ({ id, rooms: sections[id] }));
}

/** The other people of a direct message or group; in a note to oneself, oneself. */
export function othersIn(room: Pick<InboxRoom, "people">, me: PersonId): PersonId[] {
  const others = room.people.filter((person) => person !== me);
  return others.length > 0 ? others : room.people;
}

/** The next room up or down from here, or the next unread one; wraps around. */
export function neighbour<T extends { roomId: string; unread: number }>(
  ordered: readonly T[],
  current: string | null,
  direction: 1 | -1,
  unreadOnly: boolean,
): T | null {
  const count = ordered.length;
  const from = ordered.findIndex(({ roomId }) => roomId === current);
  const start = from === -1 ? (direction === 1 ? -1 : count) : from;
  for (let step = 1; step <= count; step++) {
    const room = ordered[(start + direction * step + count * 2) % count];
    if (room && room.roomId !== current && (!unreadOnly || room.unread > 0)) return room;
  }
  return null;
}

function sectionOf({ kind }: InboxRoom): SectionId {
  if (kind === "channel") return "channels";
  return kind === "group" ? "groups" : "direct";
}

function latest({ lastMessageAt, createdAt }: InboxRoom): number {
  return lastMessageAt ?? createdAt;
}
