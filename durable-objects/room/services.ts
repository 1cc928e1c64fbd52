import { tenantDb } from "@/db/client";
import { readGroups } from "@/db/queries/groups";
import { projectEvents } from "@/db/queries/room-log";
import { linkPreviewsOn } from "@/db/queries/tenant-settings";
import { readWordList } from "@/db/queries/word-filter";
import { fileReport } from "@/lib/moderation/server/file-report";
import { parseEnv } from "@/lib/platform/env";
import type { RoomId } from "@/lib/platform/ids";
import { readLinkPreview } from "@/lib/rooms/server/link-preview";
import { type Objects, objectsOf } from "@/lib/rooms/server/objects";
import { type Tell, tellBoard } from "../board/teller";
import { workerEgress } from "../egress";
import { registryOf } from "../outbox-registry";
import type { ReportSink } from "./flags";
import type { GroupSource } from "./groups";
import type { RoomLog } from "./log";
import type { Projector } from "./outbox";
import type { PreviewSource } from "./previews";
import type { WordSource } from "./words";

/** What a room reaches besides its own storage. */
export interface RoomServices {
  objects: Objects;
  projector(log: RoomLog): Projector;
  /** Tells the tenant's registry that this room has rows Postgres lacks. */
  markDirty(log: RoomLog): Promise<void>;
  /** Tells the tenant's board how this room stands. */
  tell(log: RoomLog): Tell;
  previews(log: RoomLog): PreviewSource;
  groups(log: RoomLog): GroupSource;
  words(log: RoomLog): WordSource;
  reports(log: RoomLog): ReportSink;
  roomLimits: string | undefined;
  /** Proves that a file was stored for whoever attaches it. */
  fileSecret: string;
}

export function roomServices(env: RealtimeEnv): RoomServices {
  return {
    objects: objectsOf(env),
    projector: (log) => (rows, cursors, follows) =>
      projectEvents(tenantDb(parseEnv(env), log.tenantId), log.meta.roomId as RoomId, rows, cursors, follows),
    tell: (log) => tellBoard(env, log.tenantId, "room", log.meta.roomId as RoomId),
    previews: (log) => ({
      allowed: () => linkPreviewsOn(tenantDb(parseEnv(env), log.tenantId)),
      read: (url) => readLinkPreview(workerEgress(parseEnv(env).appOrigins), url),
    }),
    groups: (log) => (ids) => readGroups(tenantDb(parseEnv(env), log.tenantId), ids),
    words: (log) => ({ read: (known) => readWordList(tenantDb(parseEnv(env), log.tenantId), known) }),
    reports: (log) => (report) => fileReport(tenantDb(parseEnv(env), log.tenantId), report),
    markDirty: (log) => registryOf(env, log.tenantId).mark(log.tenantId, log.meta.roomId),
    fileSecret: parseEnv(env).TICKET_SECRET,
    roomLimits: "ROOM_LIMITS" in env && typeof env.ROOM_LIMITS === "string" ? env.ROOM_LIMITS : undefined,
  };
}
