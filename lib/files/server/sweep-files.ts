import type { TenantDb } from "@/db/client";
import { forgetFiles, listLooseFiles } from "@/db/queries/files";
import { errorFacts, log } from "@/lib/platform/log";
import type { RoomId } from "@/lib/platform/ids";
import type { Objects } from "@/lib/rooms/server/objects";
import { FILE_LIMITS } from "../protocol";
import { fileKey } from "./storage";

/** An hour longer than anybody may still attach it. */
const LOOSE_AFTER_MS = (FILE_LIMITS.attachSeconds + 3_600) * 1_000;
/** Two keys each; R2 deletes a thousand at once. */
const AT_ONCE = 400;

interface SweepDeps {
  bucket: R2Bucket;
  objects: Objects;
  db: TenantDb;
  nowMs: number;
}

/**
 * Removes what nobody can reach: uploads that never ended, files that were never put into a message, and those of
 * deleted messages. Bytes first, so that a row always says where some may still lie. Answers how many went.
 */
export async function sweepFiles({ bucket, objects, db, nowMs }: SweepDeps): Promise<number> {
  const { tenantId } = db;
  const loose = await listLooseFiles(db, { createdBefore: new Date(nowMs - LOOSE_AFTER_MS), limit: AT_ONCE });
  const gone = new Set(loose.filter(({ state }) => state !== "ready").map(({ id }) => id));
  // Stored, and Postgres knows of no message: the room has the last word, in case its log has not arrived.
  const byRoom = new Map<RoomId, string[]>();
  for (const { id, roomId, state } of loose)
    if (state === "ready") byRoom.set(roomId, [...(byRoom.get(roomId) ?? []), id]);
  for (const [roomId, ids] of byRoom) {
    try {
      const attached = new Set(await objects.room(tenantId, roomId).attached(tenantId, ids));
      for (const id of ids) if (!attached.has(id)) gone.add(id);
    } catch (error) {
      log({ event: "file.sweep_failed", level: "warn", roomId, ...errorFacts(error) });
    }
  }
  if (gone.size === 0) return 0;
  const ids = [...gone];
  await bucket.delete(ids.flatMap((id) => [fileKey.original(tenantId, id), fileKey.thumbnail(tenantId, id)]));
  await forgetFiles(db, ids);
  return ids.length;
}
