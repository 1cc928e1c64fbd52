/** What a room hands to Postgres, and where it belongs. */
import type { SQL } from "drizzle-orm";
import type { PersonId } from "@/lib/platform/ids";
import type { RoomEvent } from "@/lib/rooms/protocol";

/** An event of a room's log on its way to Postgres. */
export type ProjectedEvent = RoomEvent;

export interface ProjectedCursor {
  person: PersonId;
  upTo: number;
  version: number;
}

/** Where a person stands in a thread. */
export interface ProjectedFollow extends ProjectedCursor {
  root: number;
  following: boolean;
}

/** The tenant and the room of a batch, as parts of a statement. */
export interface Place {
  tenant: SQL;
  room: SQL;
}
