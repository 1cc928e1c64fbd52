/** The rooms that were opened last on this device, newest first, for the quick switcher. */
import { isUuid, type PersonId, type RoomId } from "../../platform/ids";
import type { KeyValueStorage } from "./outbox-store";

const KEPT_MAX = 20;

export interface RecentRooms {
  list(): RoomId[];
  opened(room: RoomId): void;
}

/** Ids only, kept per tenant and person. */
export function createRecentRooms(storage: KeyValueStorage | null, tenant: string, person: PersonId): RecentRooms {
  const key = `parlor.recent.1:${tenant}:${person}`;
  const list = (): RoomId[] => {
    try {
      const stored = storage?.getItem(key) ?? "";
      return stored.split(",").filter(isUuid) as RoomId[];
    } catch {
      return [];
    }
  };
  return {
    list,
    opened(room) {
      try {
        storage?.setItem(key, [room, ...list().filter((one) => one !== room)].slice(0, KEPT_MAX).join());
      } catch {
        // The order of the switcher is all that is lost.
      }
    },
  };
}
