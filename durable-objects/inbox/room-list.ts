import type { InboxRoom } from "@/lib/rooms/protocol";
import type { Objects } from "@/lib/rooms/server/objects";
import type { RoomId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import type { Devices } from "./devices";
import type { Own } from "./own";

const ROOMS_AT_ONCE = 6;

/**
 * The rooms of the sidebar as this inbox last heard of them. While a device is here the rooms tell; while none is, the
 * first hint is answered with "nobody here" and the room is marked stale, to be asked when a device comes back.
 */
export class RoomList {
  private readonly own: Own;
  private readonly sql: SqlStorage;
  private readonly objects: Objects;
  private readonly devices: Devices;

  constructor(own: Own, sql: SqlStorage, objects: Objects, devices: Devices) {
    this.own = own;
    this.sql = sql;
    this.objects = objects;
    this.devices = devices;
  }

  all(): InboxRoom[] {
    return this.sql
      .exec<{ entry: string }>("SELECT entry FROM rooms WHERE entry IS NOT NULL")
      .toArray()
      .map(({ entry }) => JSON.parse(entry) as InboxRoom);
  }

  ids(): RoomId[] {
    return this.sql
      .exec<{ room: string }>("SELECT room FROM rooms")
      .toArray()
      .map(({ room }) => room as RoomId);
  }

  has(room: RoomId): boolean {
    return this.sql.exec("SELECT 1 FROM rooms WHERE room = ?", room).toArray().length > 0;
  }

  get hasStale(): boolean {
    return this.sql.exec("SELECT 1 FROM rooms WHERE stale = 1 LIMIT 1").toArray().length > 0;
  }

  /** A room to ask for its entry. */
  note(room: RoomId): void {
    this.sql.exec(
      "INSERT INTO rooms (room, entry, version, stale) VALUES (?, NULL, 0, 1) ON CONFLICT (room) DO UPDATE SET stale = 1",
      room,
    );
  }

  /** Takes an entry unless a newer one is here, and tells the devices. */
  take(entry: InboxRoom, stale: boolean): void {
    const { rowsWritten } = this.sql.exec(
      `INSERT INTO rooms (room, entry, version, stale) VALUES (?, ?, ?, ?)
       ON CONFLICT (room) DO UPDATE SET entry = excluded.entry, version = excluded.version, stale = excluded.stale
       WHERE rooms.version < excluded.version OR rooms.entry IS NULL`,
      entry.roomId,
      JSON.stringify(entry),
      entry.version,
      stale ? 1 : 0,
    );
    if (rowsWritten > 0) this.devices.tell({ type: "room.upsert", room: entry });
    else this.sql.exec("UPDATE rooms SET stale = ? WHERE room = ?", stale ? 1 : 0, entry.roomId);
  }

  /** The person is no longer in the room. */
  drop(room: RoomId): void {
    const { rowsWritten } = this.sql.exec("DELETE FROM rooms WHERE room = ?", room);
    if (rowsWritten > 0) this.devices.tell({ type: "room.gone", roomId: room });
  }

  /** Asks every stale room, and subscribes to it by that. Never throws; a room that fails stays stale. */
  async refresh(): Promise<void> {
    const stale = this.sql
      .exec<{ room: string }>("SELECT room FROM rooms WHERE stale = 1")
      .toArray()
      .map(({ room }) => room as RoomId);
    for (let at = 0; at < stale.length; at += ROOMS_AT_ONCE) {
      await Promise.all(stale.slice(at, at + ROOMS_AT_ONCE).map((room) => this.ask(room)));
    }
  }

  private async ask(room: RoomId): Promise<void> {
    try {
      const entry = await this.objects.room(this.own.tenantId, room).subscribe(this.own.tenantId, this.own.person);
      if (entry) this.take(entry, false);
      else this.drop(room);
    } catch (error) {
      log({ event: "inbox.subscribe_failed", level: "warn", roomId: room, ...errorFacts(error) });
    }
  }
}
