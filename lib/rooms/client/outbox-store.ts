/**
 * Unsent messages survive a reload and a closed browser: kept per tenant, person and room until the room has them.
 * Several tabs may hold the same entry and send it; the room accepts each client id once.
 */
import * as z from "zod/mini";
import type { UploadedFile } from "../../files/protocol";
import { isUuid, type ClientId, type PersonId, type RoomId } from "../../platform/ids";

export interface UnsentMessage {
  clientId: ClientId;
  body: string;
  at: number;
  /** Of a reply: its thread, and whether it goes into the room as well. */
  thread?: number | null | undefined;
  alsoInRoom?: boolean | undefined;
  /** Uploaded already; their tokens work for a day. */
  files?: UploadedFile[];
}

/** The part of the browser's storage that is used; it may refuse (private mode, full) and nothing breaks. */
export type KeyValueStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export interface OutboxStore {
  list(room: RoomId): UnsentMessage[];
  add(room: RoomId, message: UnsentMessage): void;
  remove(room: RoomId, clientId: ClientId): void;
  /** Rooms that have something unsent. */
  rooms(): RoomId[];
}

const file = z.object({
  id: z.uuid(),
  name: z.string(),
  type: z.string(),
  size: z.number(),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
});
const entry = z.object({
  clientId: z.uuid(),
  body: z.string(),
  at: z.number(),
  thread: z.optional(z.nullable(z.number())),
  alsoInRoom: z.optional(z.boolean()),
  files: z.optional(z.array(z.object({ file, token: z.string() }))),
});
const entries = z.array(entry);

/** The outbox of one person in one tenant. Every change reads first, so that tabs do not overwrite each other. */
export function createOutboxStore(storage: KeyValueStorage | null, tenant: string, person: PersonId): OutboxStore {
  const prefix = `parlor.unsent.1:${tenant}:${person}:`;
  const read = (room: RoomId): UnsentMessage[] => {
    try {
      const parsed = z.safeParse(entries, JSON.parse(storage?.getItem(prefix + room) ?? "[]"));
      return parsed.success ? parsed.data.map((one) => ({ ...one, clientId: one.clientId as ClientId })) : [];
    } catch {
      return [];
    }
  };
  const write = (room: RoomId, list: UnsentMessage[]): void => {
    try {
      if (list.length === 0) storage?.removeItem(prefix + room);
      else storage?.setItem(prefix + room, JSON.stringify(list));
    } catch {
      // Storage is full or forbidden: the message still waits in memory and is sent from there.
    }
  };
  return {
    list: read,
    add: (room, message) =>
      write(room, [...read(room).filter(({ clientId }) => clientId !== message.clientId), message]),
    remove: (room, clientId) => {
      const list = read(room);
      if (list.some((one) => one.clientId === clientId))
        write(
          room,
          list.filter((one) => one.clientId !== clientId),
        );
    },
    rooms: () => {
      const found: RoomId[] = [];
      try {
        for (let at = 0; at < (storage?.length ?? 0); at++) {
          const key = storage?.key(at);
          const room = key?.startsWith(prefix) ? key.slice(prefix.length) : "";
          if (isUuid(room)) found.push(room as RoomId);
        }
      } catch {
        return [];
      }
      return found;
    },
  };
}
