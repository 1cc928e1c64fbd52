/** The routes of what is kept for later, as functions. Failures are the rooms' ApiError. */
import type { ClientId, RoomId } from "../../platform/ids";
import type { ApiCall } from "../../rooms/client/api";
import type { MessageView } from "../../rooms/protocol";

export interface LaterApi {
  schedule(message: {
    clientId: ClientId;
    room: RoomId;
    thread: number | null;
    body: string;
    at: number;
  }): Promise<void>;
  changeScheduled(id: ClientId, change: { body?: string; at?: number }): Promise<void>;
  dropScheduled(id: ClientId): Promise<void>;
  save(message: { room: RoomId; seq: number; state: "todo" | "done" | null; remindAt?: number | null }): Promise<void>;
  /** Messages as they stand now; a room one may no longer see answers none. */
  picked(room: RoomId, seqs: readonly number[]): Promise<MessageView[]>;
}

/** Messages of one call. */
const PICKED_AT_ONCE = 100;

export function createLaterApi(call: ApiCall): LaterApi {
  return {
    schedule: async (message) => void (await call("POST", "/scheduled", message)),
    changeScheduled: async (id, change) => void (await call("PATCH", `/scheduled/${id}`, change)),
    dropScheduled: async (id) => void (await call("DELETE", `/scheduled/${id}`)),
    save: async (message) => void (await call("POST", "/saved", message)),
    async picked(room, seqs) {
      const found: MessageView[] = [];
      for (let at = 0; at < seqs.length; at += PICKED_AT_ONCE) {
        const some = seqs.slice(at, at + PICKED_AT_ONCE).join();
        found.push(...(await call<{ messages: MessageView[] }>("GET", `/rooms/${room}/picked?seqs=${some}`)).messages);
      }
      return found;
    },
  };
}
