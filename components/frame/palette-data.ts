import type { PersonId, RoomId } from "@/lib/platform/ids";
import type { RoomMeta } from "@/lib/rooms/protocol";

export interface PaletteRoom {
  id: RoomId;
  name: string;
  icon: "public" | "private" | "group";
}

export interface PalettePerson {
  id: PersonId;
  name: string;
  email: string | null;
}

export type PaletteData =
  | { state: "loading" }
  | { state: "failed" }
  | { state: "ready"; rooms: PaletteRoom[]; people: PalettePerson[] };

type PersonRow = PalettePerson & { kind: "member" | "imported"; deactivatedAt: number | null };

/** The named rooms of the viewer, last spoken in first, and the people they can write to. Direct messages are found by person. */
export async function loadPaletteData(tenant: string, signal: AbortSignal): Promise<PaletteData> {
  const base = `/api/t/${encodeURIComponent(tenant)}`;
  const [mine, everybody] = await Promise.all([
    read<{ rooms: RoomMeta[] }>(`${base}/rooms?scope=mine`, signal),
    read<{ people: PersonRow[] }>(`${base}/people`, signal),
  ]);
  const rooms = mine.rooms.filter(({ kind, name, archivedAt }) => kind !== "dm" && name !== "" && archivedAt === null);
  const people = everybody.people.filter(({ kind, deactivatedAt }) => kind === "member" && deactivatedAt === null);
  return {
    state: "ready",
    rooms: rooms.map(({ roomId, name, kind, visibility }) => ({
      id: roomId,
      name,
      icon: kind === "group" ? "group" : visibility,
    })),
    people: people.map(({ id, name, email }) => ({ id, name, email })),
  };
}

async function read<T>(path: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(path, { signal });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return (await response.json()) as T;
}
