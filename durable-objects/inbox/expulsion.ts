import type { PersonId, RoomId } from "@/lib/platform/ids";
import type { Objects } from "@/lib/rooms/server/objects";
import { everyRoom } from "./every-room";
import type { Own } from "./own";

/** The rooms that a person who left the tenant is still to be expelled from, and by whom. They are kept until they answer. */
export class Expulsion {
  private readonly own: Own;
  private readonly sql: SqlStorage;
  private readonly objects: Objects;
  private readonly done: (room: RoomId) => void;

  constructor(own: Own, sql: SqlStorage, objects: Objects, done: (room: RoomId) => void) {
    this.own = own;
    this.sql = sql;
    this.objects = objects;
    this.done = done;
  }

  note(rooms: readonly RoomId[], by: PersonId): void {
    for (const room of rooms) this.sql.exec("INSERT OR REPLACE INTO expelling (room, by) VALUES (?, ?)", room, by);
  }

  isUnfinished(): boolean {
    return this.rest().length > 0;
  }

  /** Asks every room that has not answered yet. Never throws. */
  async carryOn(): Promise<void> {
    const by = new Map(this.rest().map((row) => [row.room, row.by]));
    await everyRoom([...by.keys()], "room.expel_failed", async (room) => {
      const { tenantId, person } = this.own;
      await this.objects.room(tenantId, room).expel(tenantId, person, by.get(room) ?? person);
      this.sql.exec("DELETE FROM expelling WHERE room = ?", room);
      this.done(room);
    });
  }

  private rest(): { room: RoomId; by: PersonId }[] {
    return this.sql.exec<{ room: RoomId; by: PersonId }>("SELECT room, by FROM expelling").toArray();
  }
}
