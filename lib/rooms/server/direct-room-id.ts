import { derivedId, type PersonId, type RoomId } from "@/lib/platform/ids";

/** The id of the one direct-message room between these people, whoever asks first. */
export function directRoomId(tenantId: string, members: readonly PersonId[]): Promise<RoomId> {
  return derivedId<RoomId>(tenantId, "dm", ...members.toSorted());
}
