import type { RoomMeta } from "../../rooms/protocol";

/** Where a search in one room begins; a room without a name goes by its id. */
export function searchInRoom(
  tenant: string,
  { roomId, kind, name }: Pick<RoomMeta, "roomId" | "kind" | "name">,
): string {
  const isNamed = kind === "channel" && !name.includes('"');
  const value = isNamed ? (/\s/.test(name) ? `"${name}"` : name) : roomId;
  return `/${tenant}/search?${new URLSearchParams({ q: `in:${value} ` })}`;
}
