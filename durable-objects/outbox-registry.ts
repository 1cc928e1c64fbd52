import { DurableObject } from "cloudflare:workers";
import type { RoomId, TenantId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import { objectsOf } from "@/lib/rooms/server/objects";

/** A room that marked itself less long ago does so again only later: keep it although it is clean now. */
const KEEP_MS = 360_000;
const ROOMS_AT_ONCE = 6;
const FLUSH_WAIT_MS = 5_000;

interface OutboxRegistryRpc {
  mark(tenantId: TenantId, roomId: RoomId): Promise<void>;
  sweep(tenantId: TenantId): Promise<{ asked: number; dirty: number }>;
}

/** Handle to a tenant's registry. */
export function registryOf(env: { OUTBOX_REGISTRY: DurableObjectNamespace }, tenantId: TenantId): OutboxRegistryRpc {
  return env.OUTBOX_REGISTRY.getByName(`t:${tenantId}:outbox`) as unknown as OutboxRegistryRpc;
}

/**
 * Names of one tenant's rooms that may have rows Postgres lacks. An alarm belongs to its object alone, so a room whose
 * alarm was given up on would be forgotten; the minute cron asks this list instead.
 */
export class OutboxRegistry extends DurableObject<RealtimeEnv> implements OutboxRegistryRpc {
  async mark(tenantId: TenantId, roomId: RoomId): Promise<void> {
    const { sql, kv } = this.ctx.storage;
    if ((kv.get("tenant") ?? tenantId) !== tenantId) return;
    kv.put("tenant", tenantId);
    sql.exec("CREATE TABLE IF NOT EXISTS rooms (room TEXT PRIMARY KEY, marked_at INTEGER NOT NULL) WITHOUT ROWID");
    sql.exec(
      "INSERT INTO rooms (room, marked_at) VALUES (?, ?) ON CONFLICT (room) DO UPDATE SET marked_at = excluded.marked_at",
      roomId,
      Date.now(),
    );
  }

  /** Asks every marked room to push, and drops those that are clean. Waking a room also heals its alarm. */
  async sweep(tenantId: TenantId): Promise<{ asked: number; dirty: number }> {
    const { sql, kv } = this.ctx.storage;
    if (kv.get("tenant") !== tenantId) return { asked: 0, dirty: 0 };
    const rooms = sql.exec<{ room: string; marked_at: number }>("SELECT room, marked_at FROM rooms").toArray();
    let dirty = 0;
    for (let at = 0; at < rooms.length; at += ROOMS_AT_ONCE) {
      await Promise.all(
        rooms.slice(at, at + ROOMS_AT_ONCE).map(async ({ room, marked_at }) => {
          if (!(await this.isClean(tenantId, room as RoomId))) dirty++;
          else if (marked_at < Date.now() - KEEP_MS)
            sql.exec("DELETE FROM rooms WHERE room = ? AND marked_at = ?", room, marked_at);
        }),
      );
    }
    return { asked: rooms.length, dirty };
  }

  private async isClean(tenantId: TenantId, roomId: RoomId): Promise<boolean> {
    try {
      const { flushed, head } = await objectsOf(this.env).room(tenantId, roomId).flush(FLUSH_WAIT_MS);
      return flushed >= head;
    } catch (error) {
      log({ event: "room.outbox_retry", level: "warn", roomId, ...errorFacts(error) });
      return false;
    }
  }
}
